/// Which qubits a layer of entangling gates joins, under Qiskit's names and in Qiskit's order.
package enum EntanglementPattern: String, CaseIterable, Sendable {
  case linear
  case reverseLinear = "reverse_linear"
  /// Linear, and before it the groups that go from the last qubits on to the first ones.
  case circular
  /// All subsets.
  case full
  /// Neighbours from even qubits on, then from odd ones on.
  case pairwise
  /// Circular, moved on by one with each repetition and turned round in every other one.
  case shiftedCircularAlternating = "sca"

  /// The groups of `size` qubits that the layer of a repetition joins, in order; none where there are fewer qubits.
  package func groups(of size: Int, amongQubits count: Int, repetition: Int = 0) -> [[Int]] {
    guard size > 0, size <= count else { return [] }
    let linear = (0...count - size).map { Array($0..<$0 + size) }
    if size == 1 { return linear }
    switch self {
    case .linear: return linear
    case .reverseLinear: return linear.reversed()
    case .full: return Self.subsets(of: size, from: 0, to: count)
    case .pairwise:
      return linear.enumerated().filter { $0.offset % 2 == 0 }.map(\.element)
        + linear.enumerated().filter { $0.offset % 2 == 1 }.map(\.element)
    case .circular: return Self.circular(linear, size: size, count: count)
    case .shiftedCircularAlternating:
      let circular = Self.circular(linear, size: size, count: count)
      let moved = max(repetition, 0) % circular.count
      let shifted = circular.suffix(moved) + circular.dropLast(moved)
      return repetition % 2 == 0 ? Array(shifted) : shifted.map { $0.reversed() }
    }
  }

  private static func circular(_ linear: [[Int]], size: Int, count: Int) -> [[Int]] {
    guard count > size else { return linear }
    return (count - size + 1..<count).map { start in (start..<start + size).map { $0 % count } } + linear
  }

  /// In the order of a dictionary.
  private static func subsets(of size: Int, from start: Int, to end: Int) -> [[Int]] {
    guard size > 0 else { return [[]] }
    guard end - start >= size else { return [] }
    return (start...end - size).flatMap { first in
      subsets(of: size - 1, from: first + 1, to: end).map { [first] + $0 }
    }
  }
}
