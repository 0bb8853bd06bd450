internal import Numerics

/// Gates that follow each other on the same two qubits: where they cost more than one dense gate, they become one.
struct PairRun {
  struct Step {
    var matrix: [Complex]
    var targets: [Int]
    var controls = ControlMask()

    var qubitCount: Int { targets.count + controls.count }
    var isOnOneQubit: Bool { targets.count == 1 && controls.mask == 0 }
  }

  let qubits: [Int]
  let mask: UInt64
  private(set) var steps: [Step] = []

  /// What steps cost about, in multiplications with all amplitudes.
  private static let diagonalCost = 3
  private static let flipCost = 2
  private static let rotationCost = 5
  private static let controlledCost = 8
  private static let denseCost = 16

  init(_ first: Int, _ second: Int) {
    qubits = [first, second]
    mask = 1 << UInt64(first) | 1 << UInt64(second)
  }

  mutating func append(_ step: Step) {
    var step = step
    if step.targets.isEmpty, step.controls.count < 2 {
      let place = step.controls.qubits.first
      let (phase, value) = (step.matrix[0], step.controls.values != 0)
      let factors = place == nil ? (phase, phase) : value ? (.one, phase) : (phase, .one)
      step = Step(matrix: [factors.0, .zero, .zero, factors.1], targets: [place ?? qubits[0]])
    }
    guard step.isOnOneQubit else {
      steps.append(step)
      return multiplyOut(besides: 0)
    }
    let bit: UInt64 = 1 << UInt64(step.targets[0])
    if let place = steps.lastIndex(where: { $0.targets.contains(step.targets[0]) || $0.controls.mask & bit != 0 }),
      steps[place].isOnOneQubit
    {
      steps[place].matrix = PlanBuilder.product(step.matrix, steps[place].matrix)
    } else {
      steps.append(step)
    }
  }

  /// Multiplies all up to the last gate on both qubits where that costs less; `cost` is that of what comes before and
  /// would become part of the product.
  mutating func multiplyOut(besides cost: Int) {
    guard let last = steps.lastIndex(where: { !$0.isOnOneQubit }), last > 0 || cost > 0 else { return }
    let parts = steps[...last].reduce(cost) { $0 + Self.cost(of: $1) }
    guard last > 0 || parts > Self.denseCost else { return }
    let product = steps[...last].reduce(into: SquareMatrix.identity(4).elements) { product, step in
      product = Self.product(spread(step), product)
    }
    let whole = Step(matrix: product, targets: qubits)
    guard Self.cost(of: whole) < (PlanBuilder.isDiagonal(product) ? parts - cost : parts) else { return }
    steps.replaceSubrange(...last, with: [whole])
  }

  static func cost(of step: Step) -> Int {
    if step.targets.isEmpty || PlanBuilder.isDiagonal(step.matrix) { return diagonalCost }
    if step.targets.count == 1 {
      if step.matrix[0] == .zero, step.matrix[3] == .zero { return flipCost }
      return step.controls.mask == 0 ? rotationCost : controlledCost
    }
    return PlanBuilder.isSwap(step.matrix) ? flipCost : denseCost
  }

  /// The matrix of a step on both qubits.
  private func spread(_ step: Step) -> [Complex] {
    if step.targets == qubits { return step.matrix }
    let places = step.targets.map { $0 == qubits[0] ? 0 : 1 }
    let mask = places.reduce(0) { $0 | 1 << $1 }
    var result = SquareMatrix.identity(4).elements
    for row in 0..<4 {
      let values = qubits.indices.reduce(UInt64(0)) { $0 | UInt64(row >> $1 & 1) << UInt64(qubits[$1]) }
      guard values & step.controls.mask == step.controls.values else { continue }
      for column in 0..<4 {
        let isInside = (row ^ column) & ~mask == 0
        let from = places.indices.reduce(0) { $0 | (row >> places[$1] & 1) << $1 }
        let to = places.indices.reduce(0) { $0 | (column >> places[$1] & 1) << $1 }
        result[4 * row + column] = isInside ? step.matrix[from << places.count | to] : .zero
      }
    }
    return result
  }

  private static func product(_ left: [Complex], _ right: [Complex]) -> [Complex] {
    var result = Array(repeating: Complex.zero, count: 16)
    for row in 0..<4 {
      for inner in 0..<4 where left[4 * row + inner] != .zero {
        for column in 0..<4 {
          result[4 * row + column] = result[4 * row + column] + left[4 * row + inner] * right[4 * inner + column]
        }
      }
    }
    return result
  }
}
