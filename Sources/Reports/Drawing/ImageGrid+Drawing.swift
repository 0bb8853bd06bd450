extension ImageGrid {
  private static let gap = 16.0

  func draw(on canvas: inout ChartCanvas) {
    let shown = images.filter { $0.height > 0 }
    guard !shown.isEmpty else {
      canvas.noData()
      return
    }
    let fitting = canvas.form == .wide ? 6 : 3
    let columns = max(1, min(columns ?? fitting, fitting * 2, shown.count))
    let side = min(140, (canvas.width - Self.gap * Double(columns - 1)) / Double(columns))
    var (column, rowHeight) = (0, 0.0)
    for image in shown {
      if column == columns {
        canvas.height += rowHeight
        (column, rowHeight) = (0, 0)
      }
      rowHeight = max(rowHeight, draw(image, atX: Double(column) * (side + Self.gap), side: side, on: &canvas))
      column += 1
    }
    canvas.height += rowHeight
    if shown.count < images.count {
      let count = images.count - shown.count
      canvas.notes([count == 1 ? "1 image has no pixels." : "\(count) images have no pixels."])
    }
  }

  /// Draws an image below the canvas's height with its caption; the height that both take.
  private func draw(_ image: Image, atX x: Double, side: Double, on canvas: inout ChartCanvas) -> Double {
    let pixel = side / Double(max(image.width, image.height))
    let (width, height) = (pixel * Double(image.width), pixel * Double(image.height))
    let top = canvas.height
    canvas.append { markup in
      let place = "\(NumberText.coordinate(x)) \(NumberText.coordinate(top))"
      let scale = NumberText.exact((pixel * 1e4).rounded() / 1e4)
      markup.element("g", ["class": "image", "transform": "translate(\(place)) scale(\(scale))"]) { markup in
        for (grey, runs) in greyRuns(of: image) {
          markup.empty("path", ["fill": Self.colour(grey), "d": runs])
        }
      }
    }
    canvas.rectangle(x: x, y: top, width: width, height: height, style: "frame")
    let lines = ChartCanvas.wrapped(image.caption, width: side)
    for (index, line) in lines.enumerated() {
      canvas.text(line, x: x, y: top + height + 17 + 17 * Double(index), style: "muted")
    }
    return height + 17 * Double(lines.count) + Self.gap + 6
  }

  /// For every grey, the stretches of pixels that have it, one unit a pixel.
  private func greyRuns(of image: Image) -> [(grey: Int, path: String)] {
    var paths: [Int: String] = [:]
    var index = 0
    while index < image.values.count {
      let (row, column) = index.quotientAndRemainder(dividingBy: image.width)
      var count = 1
      let grey = grey(image.values[index])
      while column + count < image.width, index + count < image.values.count,
        self.grey(image.values[index + count]) == grey
      {
        count += 1
      }
      if let grey { paths[grey, default: ""] += "M\(column) \(row)h\(count)v1h-\(count)z" }
      index += count
    }
    return paths.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
  }

  /// One of 256 greys; nil where the value is none.
  private func grey(_ value: Double) -> Int? {
    guard value.isFinite else { return nil }
    let range = white - black
    let fraction = range == 0 || !range.isFinite ? (value > black ? 1 : 0) : (value - black) / range
    return fraction.isNaN ? nil : Int((min(max(fraction, 0), 1) * 255).rounded())
  }

  private static func colour(_ grey: Int) -> String {
    let digits = String(grey, radix: 16)
    return "#" + String(repeating: digits.count == 1 ? "0\(digits)" : digits, count: 3)
  }
}

extension ImageGrid.Image {
  /// Rows that hold at least one value.
  var height: Int { width > 0 && width <= 4096 ? (values.count + width - 1) / width : 0 }
}
