/// The colours of pages and charts, each for light and for dark paper.
///
/// Text has a contrast of at least 4.5 to 1 to its paper, marks at least 3 to 1. The colours of series stay apart for
/// all common kinds of colour blindness, and those of errors grow steadily darker on light paper, lighter on dark.
package enum Theme {
  package struct Colour: Sendable {
    package var name: String
    package var light: String
    package var dark: String
  }

  package static let colours: [Colour] =
    [
      Colour(name: "paper", light: "#fdfcf9", dark: "#15171b"),
      Colour(name: "wash", light: "#f4f1ea", dark: "#1e2126"),
      Colour(name: "ink", light: "#1d1c1a", dark: "#ebe8e1"),
      Colour(name: "muted", light: "#5f5b54", dark: "#aaa59b"),
      Colour(name: "rule", light: "#e2ddd2", dark: "#343941"),
      Colour(name: "accent", light: "#8f2f1c", dark: "#f0a48c"),
      Colour(name: "broken", light: "#b3261e", dark: "#ff8a80"),
      Colour(name: "c0", light: "#1f5fa8", dark: "#82b4f2"),
      Colour(name: "c1", light: "#c2470f", dark: "#f79a66"),
      Colour(name: "c2", light: "#007a5c", dark: "#5fd0a9"),
      Colour(name: "c3", light: "#8e3b8f", dark: "#d99be0"),
      Colour(name: "c4", light: "#8f6a00", dark: "#e4c15c"),
      Colour(name: "c5", light: "#0a7fa6", dark: "#7ad4ef"),
      Colour(name: "c6", light: "#7a2348", dark: "#f5a8c4"),
    ] + ramp

  private static let ramp: [Colour] = {
    let light = [
      "#f6e3c4", "#f2cfa0", "#edb77c", "#e59d5c", "#d98043", "#b8562a", "#9c4022", "#7c2b1b", "#561814",
    ]
    let dark = [
      "#45302a", "#62382b", "#85432c", "#a3502d", "#cc703f", "#dd8750", "#eaa873", "#f3c99d", "#fbe8cf",
    ]
    let (black, white) = ("#1d1c1a", "#ffffff")
    return zip(light, dark).enumerated().flatMap { index, pair in
      [
        Colour(name: "e\(index)", light: pair.0, dark: pair.1),
        Colour(name: "f\(index)", light: index < 5 ? black : white, dark: index < 4 ? white : black),
      ]
    }
  }()

  static let lightVariables = colours.map { "--\($0.name):\($0.light);" }.joined()
  static let darkVariables = colours.map { "--\($0.name):\($0.dark);" }.joined()

  /// The rules of charts in a page that declares the colours as variables.
  static let chartRules = rules { "var(--\($0))" }

  /// The rules of a chart that stands alone. They name the colours themselves, as few programs beside browsers know
  /// variables.
  static let standaloneRules: String = {
    let light = Dictionary(colours.map { ($0.name, $0.light) }) { first, _ in first }
    let dark = Dictionary(colours.map { ($0.name, $0.dark) }) { first, _ in first }
    return shapeRules + rules { light[$0] ?? "" } + "@media (prefers-color-scheme:dark){\n"
      + rules { dark[$0] ?? "" } + "}\n"
  }()

  /// What does not depend on colours.
  static let shapeRules = """
    .chart text{font:13px/1 system-ui,-apple-system,"Segoe UI",Roboto,"Helvetica Neue",Arial,sans-serif}
    .chart .axis-title{font-weight:600}
    .chart .qubit-label{font-size:11px;font-weight:600}
    .chart .backed{paint-order:stroke;stroke-width:5}
    .chart .grid,.chart .tick,.chart .line,.chart .whisker,.chart .frame,.chart .cross{fill:none}
    .chart .line{stroke-width:2;stroke-linejoin:round}
    .chart .band{opacity:.17}
    .chart .bar{opacity:.72}
    .chart .whisker{stroke-width:1.5}
    .chart .bound{stroke-width:1.5}
    .chart .d1{stroke-dasharray:7 4}
    .chart .d2{stroke-dasharray:2 3}
    .chart .d3{stroke-dasharray:9 3 2 3}
    .chart .d4{stroke-dasharray:14 4}
    .chart .d5{stroke-dasharray:10 3 2 3 2 3}
    .chart .casing{stroke-width:8}
    .chart .casing.thin{stroke-width:5}
    .chart .coupling{stroke-width:6}
    .chart .coupling.thin{stroke-width:3.5}
    .chart .unknown{stroke-dasharray:3 3;stroke-width:1.5}
    .chart .cross{stroke-width:2.5;stroke-linecap:round}
    .chart .image{shape-rendering:crispEdges}

    """

  private static func rules(_ colour: (String) -> String) -> String {
    let series = (0..<SeriesLook.colourCount).map { index in
      let value = colour("c\(index)")
      return ".chart .mark.c\(index),.chart .band.c\(index),.chart .bar.c\(index){fill:\(value)}\n"
        + ".chart .line.c\(index),.chart .whisker.c\(index){stroke:\(value)}\n"
    }
    let errors = (0..<ErrorRamp.stepCount).map { step in
      ".chart .e\(step){fill:\(colour("e\(step)"))}.chart .l\(step){stroke:\(colour("e\(step)"))}"
        + ".chart .f\(step){fill:\(colour("f\(step)"))}\n"
    }
    return """
      .chart{color:\(colour("ink"))}
      .chart text{fill:currentColor}
      .chart text.muted{fill:\(colour("muted"))}
      .chart .paper{fill:\(colour("paper"))}
      .chart .grid,.chart .frame{stroke:\(colour("rule"))}
      .chart .tick{stroke:\(colour("muted"))}
      .chart .bound{stroke:\(colour("muted"))}
      .chart .strong{stroke:\(colour("ink"))}
      .chart .haloed,.chart .backed{stroke:\(colour("paper"))}
      .chart .qubit,.chart .unknown,.chart .casing{stroke:\(colour("muted"))}
      .chart .unknown{fill:\(colour("paper"))}
      .chart .cross{stroke:\(colour("broken"))}

      """ + series.joined() + errors.joined()
  }
}
