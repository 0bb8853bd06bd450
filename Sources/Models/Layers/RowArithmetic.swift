/// Sums over rows of numbers, in an order that depends on nothing but their length.
enum RowArithmetic {
  @inline(__always)
  static func product(_ first: UnsafePointer<Double>, _ second: UnsafePointer<Double>, count: Int) -> Double {
    var sums = SIMD4<Double>()
    var place = 0
    while place + 4 <= count {
      sums +=
        SIMD4(first[place], first[place + 1], first[place + 2], first[place + 3])
        * SIMD4(second[place], second[place + 1], second[place + 2], second[place + 3])
      place += 4
    }
    var sum = (sums[0] + sums[1]) + (sums[2] + sums[3])
    while place < count {
      sum += first[place] * second[place]
      place += 1
    }
    return sum
  }

  /// Adds a multiple of a row to another.
  @inline(__always)
  static func add(_ factor: Double, _ row: UnsafePointer<Double>, to sums: UnsafeMutablePointer<Double>, count: Int) {
    for place in 0..<count { sums[place] += factor * row[place] }
  }

  /// Numbers that `fill` writes all of.
  @inline(__always)
  static func filled(_ count: Int, _ fill: (UnsafeMutablePointer<Double>) -> Void) -> [Double] {
    Array(unsafeUninitializedCapacity: count) { buffer, filled in
      guard let start = buffer.baseAddress else { return }
      fill(start)
      filled = count
    }
  }

  static func zeros(_ count: Int) -> [Double] { Array(repeating: 0, count: count) }
}
