/// What a chart is drawn on: a width that it keeps, and a height that it settles itself.
///
/// Every chart is drawn twice for a page, so that its text is as large on a phone as on a desk.
struct ChartCanvas: Sendable {
  enum Form: Sendable { case wide, narrow }

  let form: Form
  let width: Double
  var height = 0.0
  private(set) var markup = Markup()

  /// The widths' text is 13 units high, a letter about this wide.
  static let letterWidth = 6.9
  static let lineHeight = 20.0

  init(_ form: Form, width: Double? = nil) {
    self.form = form
    self.width = form == .narrow ? 340 : width ?? 860
  }

  /// About how wide a text is; no font is at hand to measure it by.
  static func width(of text: String) -> Double { Double(text.count) * letterWidth }

  /// A text cut to a width.
  static func fitted(_ text: String, width: Double) -> String {
    let count = max(1, Int(width / letterWidth))
    return text.count <= count ? text : text.prefix(max(0, count - 1)) + "…"
  }

  /// A text in lines of at most a width, broken at blanks.
  static func wrapped(_ text: String, width: Double) -> [String] {
    var lines: [String] = []
    for word in text.split(whereSeparator: \.isWhitespace) {
      if let last = lines.last, Self.width(of: last) + letterWidth + Self.width(of: String(word)) <= width {
        lines[lines.count - 1] = "\(last) \(word)"
      } else {
        lines.append(fitted(String(word), width: width))
      }
    }
    return lines
  }

  enum Anchor: String, Sendable { case start, middle, end }

  mutating func text(
    _ text: String, x: Double, y: Double, anchor: Anchor = .start, style: String? = nil
  ) {
    markup.element(
      "text",
      [
        "x": NumberText.coordinate(x), "y": NumberText.coordinate(y),
        "text-anchor": anchor == .start ? nil : anchor.rawValue, "class": style,
      ], text)
  }

  mutating func path(_ path: PathText, style: String) {
    guard !path.text.isEmpty else { return }
    markup.empty("path", ["class": style, "d": path.text])
  }

  mutating func line(_ x1: Double, _ y1: Double, _ x2: Double, _ y2: Double, style: String) {
    path(PathText { $0.segment(x1, y1, x2, y2) }, style: style)
  }

  mutating func rectangle(x: Double, y: Double, width: Double, height: Double, style: String) {
    markup.empty(
      "rect",
      [
        "class": style, "x": NumberText.coordinate(x), "y": NumberText.coordinate(y),
        "width": NumberText.coordinate(max(width, 0)), "height": NumberText.coordinate(max(height, 0)),
      ])
  }

  /// Lines of words below what is drawn so far.
  mutating func notes(_ notes: [String]) {
    for line in notes.flatMap({ Self.wrapped($0, width: width) }) {
      height += 18
      text(line, x: 0, y: height - 4, style: "muted")
    }
  }

  /// What is drawn where there is nothing to draw.
  mutating func noData() {
    rectangle(x: 0.5, y: height + 0.5, width: width - 1, height: 119, style: "frame")
    text("No data", x: width / 2, y: height + 65, anchor: .middle, style: "muted")
    height += 120
  }

  /// Adds markup that is no text, line or rectangle.
  mutating func append(_ build: (inout Markup) -> Void) { build(&markup) }
}

/// The steps of a path.
struct PathText: Sendable {
  private(set) var text = ""

  init() {}

  init(_ build: (inout PathText) -> Void) { build(&self) }

  mutating func move(_ x: Double, _ y: Double) { add("M", x, y) }
  mutating func line(_ x: Double, _ y: Double) { add("L", x, y) }
  mutating func close() { text += "Z" }

  mutating func segment(_ x1: Double, _ y1: Double, _ x2: Double, _ y2: Double) {
    move(x1, y1)
    line(x2, y2)
  }

  /// Steps relative to a place.
  mutating func shape(_ steps: String, atX x: Double, y: Double) {
    move(x, y)
    text += steps
  }

  mutating func polyline(_ points: [(x: Double, y: Double)]) {
    for (index, point) in points.enumerated() {
      index == 0 ? move(point.x, point.y) : line(point.x, point.y)
    }
  }

  private mutating func add(_ letter: String, _ x: Double, _ y: Double) {
    text += "\(letter)\(NumberText.coordinate(x)) \(NumberText.coordinate(y))"
  }
}
