/// A simplex of points with their values, and the linear function through them: one vertex, the pole, and the others
/// as offsets from it.
struct InterpolationSimplex: Codable, Hashable, Sendable {
  private(set) var pole: [Double]
  private(set) var poleValue: Double
  private(set) var offsets: [[Double]] = []
  private var values: [Double] = []
  /// Row j times offset k is 1 where j = k, else 0.
  private(set) var inverse: [[Double]] = []

  init(pole: [Double], value: Double) {
    self.pole = pole
    poleValue = value
  }

  /// Whether there are so many vertices beside the pole, all of so many numbers; the inverse is there once they are as
  /// many.
  func fits(_ count: Int, vertices: Int) -> Bool {
    offsets.count == vertices && values.count == vertices && inverse.count == (vertices == count ? count : 0)
      && ([pole] + offsets + inverse).allSatisfy { $0.count == count }
  }

  /// Adds the next vertex of the first simplex; the better of it and the pole becomes the pole.
  mutating func append(_ offset: [Double], value: Double) {
    offsets.append(offset)
    values.append(value)
    if value < poleValue { swapPole(with: offsets.count - 1) }
  }

  /// Computes the inverse afresh, by elimination with pivots; offsets that span no volume leave it as it was.
  mutating func invert() {
    let size = offsets.count
    var left = offsets
    var right = (0..<size).map { row in (0..<size).map { $0 == row ? 1.0 : 0 } }
    for column in 0..<size {
      let pivot = (column..<size).max { left[$0][column].magnitude < left[$1][column].magnitude } ?? column
      guard left[pivot][column] != 0 else { return }
      left.swapAt(column, pivot)
      right.swapAt(column, pivot)
      let scale = 1 / left[column][column]
      for place in 0..<size {
        left[column][place] *= scale
        right[column][place] *= scale
      }
      for row in 0..<size where row != column {
        let factor = left[row][column]
        left[row] = moved(left[row], by: -factor, along: left[column])
        right[row] = moved(right[row], by: -factor, along: right[column])
      }
    }
    // The elimination inverts the matrix whose rows are offsets; its columns are the rows wanted.
    inverse = (0..<size).map { row in (0..<size).map { right[$0][row] } }
  }

  /// The slope of the linear function through all vertices.
  var gradient: [Double] {
    var result = Array(repeating: 0.0, count: pole.count)
    for (row, value) in zip(inverse, values) { result = moved(result, by: value - poleValue, along: row) }
    return result
  }

  /// How far a vertex is from the face of the others, and from the pole.
  func height(_ vertex: Int) -> Double { 1 / dot(inverse[vertex], inverse[vertex]).squareRoot() }
  func length(_ vertex: Int) -> Double { dot(offsets[vertex], offsets[vertex]).squareRoot() }

  mutating func moveBestToPole() {
    guard let best = values.indices.min(by: { values[$0] < values[$1] }), values[best] < poleValue else { return }
    swapPole(with: best)
  }

  mutating func replace(_ vertex: Int, with offset: [Double], value: Double) {
    offsets[vertex] = offset
    values[vertex] = value
    let scale = 1 / dot(inverse[vertex], offset)
    inverse[vertex] = inverse[vertex].map { $0 * scale }
    for row in inverse.indices where row != vertex {
      inverse[row] = moved(inverse[row], by: -dot(inverse[row], offset), along: inverse[vertex])
    }
  }

  private mutating func swapPole(with vertex: Int) {
    let offset = offsets[vertex]
    pole = moved(pole, by: 1, along: offset)
    swap(&poleValue, &values[vertex])
    for place in offsets.indices { offsets[place] = moved(offsets[place], by: -1, along: offset) }
    offsets[vertex] = offset.map { -$0 }
    guard !inverse.isEmpty else { return }
    var sum = Array(repeating: 0.0, count: pole.count)
    for row in inverse { sum = moved(sum, by: 1, along: row) }
    inverse[vertex] = sum.map { -$0 }
  }
}
