package import Numerics
internal import Formats

extension DataSet {
  /// Only the rows of these classes, which are numbered in the order given.
  package func choosing(classes chosen: [String]) throws(DataError) -> DataSet {
    guard case .classes(let places, let names) = labels else {
      throw DataError("'\(name)' has numbers as labels, not classes", help: "leave out the choice of classes")
    }
    var numbers: [Int: Int] = [:]
    for (number, text) in chosen.enumerated() {
      guard let place = names.firstIndex(of: text) else {
        let match = NearestMatch.find(text, among: names).map { "did you mean \(quotedText($0))?" }
        throw DataError(
          "'\(name)' has no class \(quotedText(text))",
          help: match ?? "its classes: \(names.prefix(20).joined(separator: ", "))")
      }
      guard numbers.updateValue(number, forKey: place) == nil else {
        throw DataError("the class \(quotedText(text)) is chosen twice", help: "name every class once")
      }
    }
    let rows = places.indices.filter { numbers[places[$0]] != nil }
    let kept = rows.compactMap { numbers[places[$0]] }
    guard Set(kept).count >= 2 else {
      throw DataError("rows of one class are left: two are needed", help: "choose two classes of '\(name)' or more")
    }
    return selecting(rows: rows).replacing(labels: .classes(kept, names: chosen))
  }

  /// Rows drawn without repetition, in the order of this set; of every class its share, where there are classes.
  package func drawing(_ count: Int, from stream: RandomStream) throws(DataError) -> DataSet {
    guard (1...max(1, rowCount)).contains(count) else {
      throw DataError("'\(name)' has \(rowCount) rows: \(count) cannot be drawn", help: "draw from 1 to \(rowCount)")
    }
    return selecting(rows: labels.mixedRows(from: stream).prefix(count).sorted())
  }

  /// Gives a share of the rows (of all, or of those told) another class, each other class as likely, and says which
  /// rows were changed.
  package func addingLabelNoise(
    share: Double, to rows: [Int]? = nil, from stream: RandomStream
  ) throws(DataError) -> (set: DataSet, changed: [Int]) {
    guard (0...1).contains(share) else {
      throw DataError("the share of changed labels must be from 0 to 1, not \(share)")
    }
    guard case .classes(var places, let names) = labels, names.count >= 2 else {
      throw DataError("only classes can be changed: '\(name)' has numbers as labels", help: "leave out label noise")
    }
    var stream = stream
    let rows = rows ?? Array(0..<rowCount)
    let count = Int((share * Double(rows.count)).rounded())
    let changed = stream.shuffledRows(rows).prefix(count).sorted()
    for row in changed { places[row] = (places[row] + 1 + stream.place(below: names.count - 1)) % names.count }
    return (replacing(labels: .classes(places, names: names)), changed)
  }

  /// Smaller images: each pixel is the mean of the block that it covers, pixels on a border counted by their share.
  package func downsampled(to shape: ImageShape) throws(DataError) -> DataSet {
    guard let image else { throw DataError("the rows of '\(name)' are no images", help: "leave out the image size") }
    guard (1...image.height).contains(shape.height), (1...image.width).contains(shape.width) else {
      throw DataError(
        "images of \(image.height) x \(image.width) pixels cannot become \(shape.height) x \(shape.width)",
        help: "choose a smaller size")
    }
    let vertical = Self.shares(of: image.height, in: shape.height)
    let horizontal = Self.shares(of: image.width, in: shape.width)
    var pixels: [Double] = []
    pixels.reserveCapacity(rowCount * shape.height * shape.width)
    for index in 0..<rowCount {
      let old = features.row(index)
      for rows in vertical {
        for columns in horizontal {
          var sum = 0.0
          for (row, height) in rows {
            let start = old.startIndex + row * image.width
            for (column, width) in columns { sum += height * width * old[start + column] }
          }
          pixels.append(sum)
        }
      }
    }
    let count = shape.height * shape.width
    return DataSet(
      name: name, featureNames: shape.pixelNames,
      features: RealMatrix(rowCount: rowCount, columnCount: count, elements: pixels), labels: labels, image: shape)
  }

  /// Which of `count` pixels each of `blocks` blocks covers, and which share of the block each is.
  private static func shares(of count: Int, in blocks: Int) -> [[(place: Int, share: Double)]] {
    (0..<blocks).map { block in
      // In units of 1 / blocks of a pixel.
      let (low, high) = (block * count, (block + 1) * count)
      return (low / blocks...(high - 1) / blocks).map { place in
        let overlap = min(high, (place + 1) * blocks) - max(low, place * blocks)
        return (place, Double(overlap) / Double(count))
      }
    }
  }
}

extension DataSet.ImageShape {
  /// `pixel_ROW_COLUMN`, row after row.
  var pixelNames: [String] {
    (0..<height).flatMap { row in (0..<width).map { "pixel_\(row)_\($0)" } }
  }
}
