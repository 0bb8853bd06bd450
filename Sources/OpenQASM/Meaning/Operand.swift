internal import Circuits

/// Qubits or bits that one operand names.
struct Operand {
  /// The first element, where they stand one after the other; else the place of the first in
  /// `Analyzer.elementLists`.
  var start: Int
  var count: Int
  /// A single element, which broadcasting repeats.
  var isScalar: Bool
  var isListed = false
  /// Holds the qubits' numbers while the program runs; nil where they are known.
  var slot: Slot?
  /// Only the run knows `count`.
  var isOfUnknownCount = false

  var isRunning: Bool { slot != nil }

  init(single index: Int) {
    self.init(start: index, count: 1, isScalar: true)
  }

  init(start: Int, count: Int, isScalar: Bool) {
    self.start = start
    self.count = count
    self.isScalar = isScalar
  }
}

/// One modifier of a gate call.
enum Modifier {
  case power(Double)
  /// The exponent is in a slot.
  case runningPower(Slot)
  case controls(count: Int, polarity: Bool)

  var isRunning: Bool { if case .runningPower = self { true } else { false } }
}

extension Analyzer {
  /// Qubits that only the run knows.
  func operand(_ slot: Slot, count: Int?, isScalar: Bool) -> Operand {
    var result = Operand(start: 0, count: count ?? 0, isScalar: isScalar)
    result.slot = slot
    result.isOfUnknownCount = count == nil
    return result
  }

  /// The slot that holds an operand's qubits, which are loaded where they are known.
  mutating func qubitSlot(_ operand: Operand, at id: NodeID) -> Slot {
    if let slot = operand.slot { return slot }
    let slot = code.newTemporary()
    emit(.load(slot, .qubits(elements(of: operand))), at: id)
    return slot
  }

  /// The operand as instructions name it.
  mutating func qubitOperand(_ operand: Operand, at id: NodeID) -> QubitOperand {
    if let slot = operand.slot { return operand.isScalar ? .single(slot) : .register(slot) }
    return operand.isScalar ? .fixed(element(operand, 0)) : .register(qubitSlot(operand, at: id))
  }

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
