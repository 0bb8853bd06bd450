internal import Circuits

/// Qubits or bits that one operand names.
struct Operand {
  /// Where there is one element only, and for whole registers: no list is needed.
  var start: Int
  var count: Int
  /// A single element, which broadcasting repeats.
  var isScalar: Bool
  /// The elements, where they are not one after the other.
  var list: [Int]?

  init(single index: Int) {
    self.init(start: index, count: 1, isScalar: true)
  }

  init(start: Int, count: Int, isScalar: Bool, list: [Int]? = nil) {
    self.start = start
    self.count = count
    self.isScalar = isScalar
    self.list = list
  }

  init(_ indices: [Int], isScalar: Bool = false) {
    self.init(start: indices.first ?? 0, count: indices.count, isScalar: isScalar, list: indices)
  }

  subscript(position: Int) -> Int {
    if isScalar { return list?.first ?? start }
    return list?[position] ?? start + position
  }

  var indices: [Int] { list ?? Array(start..<(start + count)) }
}

/// Where a measurement's outcomes go.
struct BitTarget {
  var indices: [Int]
  var isScalar: Bool
}

/// One modifier of a gate call.
enum Modifier {
  case power(Double)
  case controls(count: Int, polarity: Bool)
}
