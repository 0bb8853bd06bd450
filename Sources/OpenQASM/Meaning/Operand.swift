/// Qubits or bits that one operand names.
struct Operand {
  /// The first element, where they stand one after the other; else the place of the first in
  /// `Analyzer.elementLists`.
  var start: Int
  var count: Int
  /// A single element, which broadcasting repeats.
  var isScalar: Bool
  var isListed = false

  init(single index: Int) {
    self.init(start: index, count: 1, isScalar: true)
  }

  init(start: Int, count: Int, isScalar: Bool) {
    self.start = start
    self.count = count
    self.isScalar = isScalar
  }
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

extension Analyzer {
  /// An operand of elements in any order.
  mutating func operand(_ indices: [Int], isScalar: Bool = false) -> Operand {
    var result = Operand(start: elementLists.count, count: indices.count, isScalar: isScalar)
    result.isListed = true
    elementLists += indices
    return result
  }

  /// The element at a position of an operand; a single element is at all positions.
  func element(_ operand: Operand, _ position: Int) -> Int {
    let place = operand.isScalar ? operand.start : operand.start + position
    return operand.isListed ? elementLists[place] : place
  }

  func elements(of operand: Operand) -> [Int] {
    (0..<operand.count).map { element(operand, $0) }
  }
}
