extension NumberArray {
  private static let elements: [UInt8: Element] = [
    0x08: .uint8, 0x09: .int8, 0x0B: .int16, 0x0C: .int32, 0x0D: .float32, 0x0E: .float64,
  ]

  /// Whether the bytes begin as an IDX file, the format of MNIST.
  package static func isIDX(_ bytes: [UInt8]) -> Bool {
    bytes.count >= 4 && bytes[0] == 0 && bytes[1] == 0 && elements[bytes[2]] != nil && bytes[3] > 0
  }

  /// Reads an IDX file.
  package init(idx bytes: [UInt8]) throws(FormatError) {
    guard Self.isIDX(bytes), let element = Self.elements[bytes[2]] else {
      throw FormatError("the file is no IDX file", atByte: 0, help: "an IDX file begins with two bytes of 0 and a type")
    }
    let rank = Int(bytes[3])
    guard rank <= Self.largestRank else {
      throw FormatError("the array has \(rank) axes, but at most \(Self.largestRank) are read", atByte: 3)
    }
    var shape: [Int] = []
    for axis in 0..<rank {
      guard let length = bytes.integer(UInt32.self, at: 4 + 4 * axis, isBigEndian: true) else {
        throw FormatError("the file ends within its header", atByte: bytes.count, help: "fetch the file again")
      }
      shape.append(Int(length))
    }
    self = try NumberArray(
      bytes, from: 4 + 4 * rank, shape: shape, layout: Layout(element: element, isBigEndian: true))
  }

  /// How the numbers of a file lie.
  struct Layout {
    var element: Element
    var isBigEndian: Bool
    /// Whether the first axis runs fastest, as in Fortran.
    var isFortranOrder = false
  }

  /// The array whose numbers fill the file from `start` to its end.
  init(_ bytes: [UInt8], from start: Int, shape: [Int], layout: Layout) throws(FormatError) {
    guard let count = Self.count(of: shape) else {
      throw FormatError(
        "the header promises more than \(Self.largestCount) numbers", atByte: 0, help: "save fewer rows")
    }
    let (expected, found) = (count * layout.element.byteCount, bytes.count - start)
    guard expected == found else {
      throw FormatError(
        "the header promises \(expected) bytes of numbers, but \(found) follow", atByte: start,
        help: found < expected ? "the file is cut off: fetch it again" : "save one array in a file")
    }
    let values = try Self.values(
      in: bytes, from: start, count: count, element: layout.element, isBigEndian: layout.isBigEndian)
    self.init(
      shape: shape, values: layout.isFortranOrder ? Self.lastAxisFirst(values, shape: shape) : values)
  }

  /// The numbers with the last axis running fastest, from those with the first axis running fastest.
  private static func lastAxisFirst(_ values: [Double], shape: [Int]) -> [Double] {
    var strides: [Int] = []
    var stride = 1
    for length in shape {
      strides.append(stride)
      stride *= length
    }
    var place = [Int](repeating: 0, count: shape.count)
    var source = 0
    return values.indices.map { _ in
      let value = values[source]
      for axis in shape.indices.reversed() {
        place[axis] += 1
        source += strides[axis]
        if place[axis] < shape[axis] { break }
        source -= strides[axis] * shape[axis]
        place[axis] = 0
      }
      return value
    }
  }
}
