/// How a series is told from the others: by colour, by the shape of its markers and by its dashes, never by colour
/// alone.
struct SeriesLook: Sendable {
  let index: Int
  let isBound: Bool

  static let colourCount = 7

  /// Relative steps around the middle of a marker, all about as large.
  private static let markers = [
    "m-3.5 0a3.5 3.5 0 1 0 7 0a3.5 3.5 0 1 0-7 0z", "m-3.2-3.2h6.4v6.4h-6.4z", "m0-4.4l4.2 7.4h-8.4z",
    "m0-4.6l4.6 4.6l-4.6 4.6l-4.6-4.6z", "m0 4.4l4.2-7.4h-8.4z",
    "m-1.4-4.2h2.8v2.8h2.8v2.8h-2.8v2.8h-2.8v-2.8h-2.8v-2.8h2.8z",
  ]

  /// Short forms for clouds of very many points.
  private static let dots = ["m-2 0a2 2 0 1 0 4 0a2 2 0 1 0-4 0z", "m-2-2h4v4h-4z", "m0-2.4l2.4 4.2h-4.8z"]

  func marker(isSmall: Bool = false) -> String {
    isSmall ? Self.dots[index % Self.dots.count] : Self.markers[index % Self.markers.count]
  }

  /// The classes of everything in the series' colour.
  var colour: String { isBound ? "bound" : "c\(index % Self.colourCount)" }

  /// The classes of the series' line. Lines with markers are told apart by those.
  func line(hasMarkers: Bool) -> String {
    isBound ? "line bound d\(1 + index % 5)" : "line \(colour)\(hasMarkers ? "" : " d\(index % 5)")"
  }
}

/// The names of series beside samples of their looks, in rows above a chart.
struct Legend: Sendable {
  struct Entry: Sendable {
    var name: String
    var look: SeriesLook
    var hasLine: Bool
    var hasMarkers: Bool
    var hasBar = false
  }

  let entries: [Entry]

  private static let sampleWidth = 34.0
  private static let gap = 22.0

  /// Draws the rows; a chart of one series has none, as its title names it.
  func draw(on canvas: inout ChartCanvas) {
    guard entries.count > 1 else { return }
    var x = 0.0
    canvas.height += ChartCanvas.lineHeight
    for entry in entries {
      let name = ChartCanvas.fitted(entry.name, width: canvas.width - Self.sampleWidth)
      let width = Self.sampleWidth + ChartCanvas.width(of: name)
      if x > 0, x + width > canvas.width {
        x = 0
        canvas.height += ChartCanvas.lineHeight + 2
      }
      let middle = canvas.height - 10
      if entry.hasBar {
        canvas.rectangle(x: x, y: middle - 6, width: 20, height: 12, style: "bar \(entry.look.colour)")
      }
      if entry.hasLine {
        canvas.line(x, middle, x + 26, middle, style: entry.look.line(hasMarkers: entry.hasMarkers))
      }
      if entry.hasMarkers {
        let place = entry.hasBar ? x + 20 : x + 13
        canvas.path(
          PathText { $0.shape(entry.look.marker(), atX: place, y: middle) },
          style: "mark \(entry.hasBar ? "haloed " : "")\(entry.look.colour)")
      }
      canvas.text(name, x: x + Self.sampleWidth, y: middle + 4.5)
      x += width + Self.gap
    }
    canvas.height += 8
  }
}
