internal import Numerics

/// Turns gates into atoms: gates on one qubit multiply, and end as a rotation between two diagonals; what a dense gate
/// on two qubits meets on them becomes part of it.
struct PlanBuilder {
  private(set) var atoms: [PlanAtom] = []
  /// One-qubit gates that wait for what comes next on their qubit.
  private var waiting: [[Complex]?]
  /// The place of the last atom on each qubit.
  private var last: [Int?]
  /// Qubits that are still 0.
  private var zeros: UInt64
  /// Gates on two qubits that wait for others on the same ones; no qubit is in two of them.
  private var runs: [PairRun] = []
  private var inRuns: UInt64 = 0

  /// Diagonals on more qubits stay gates under controls.
  private static let diagonalLimit = 8
  /// Rotations whose cosine is smaller stay dense.
  private static let smallestCosine = 0x1p-10

  init(qubitCount: Int, zeros: UInt64) {
    waiting = Array(repeating: nil, count: qubitCount)
    last = Array(repeating: nil, count: qubitCount)
    self.zeros = zeros
  }

  /// Adds a unitary matrix on targets, where controls have their values; on no target, a number.
  mutating func add(_ matrix: [Complex], targets: [Int], controls: ControlMask) {
    var step = PairRun.Step(matrix: matrix, targets: targets, controls: controls)
    let qubits = targets.reduce(controls.mask) { $0 | 1 << UInt64($1) }
    if qubits & inRuns != 0 {
      if let run = runs.firstIndex(where: { qubits & ~$0.mask == 0 }) { return runs[run].append(step) }
      endRuns(on: qubits)
    }
    guard drop(&step.controls) else { return }
    guard step.qubitCount == 2 else { return place(step.matrix, targets, step.controls) }
    let both = targets + step.controls.qubits
    var run = PairRun(both[0], both[1])
    run.append(step)
    runs.append(run)
    inRuns |= qubits
  }

  /// Leaves out controls that have their values; false where one has not.
  private func drop(_ controls: inout ControlMask) -> Bool {
    guard controls.mask & zeros != 0 else { return true }
    for qubit in controls.qubits where zeros & (1 << UInt64(qubit)) != 0 && isIdentityOrDiagonal(waiting[qubit]) {
      if controls.values & (1 << UInt64(qubit)) != 0 { return false }
      controls.remove(qubit)
    }
    return true
  }

  /// Places what waits in runs that have one of these qubits.
  private mutating func endRuns(on qubits: UInt64) {
    for index in runs.indices.reversed() where runs[index].mask & qubits != 0 {
      var run = runs.remove(at: index)
      run.multiplyOut(
        besides: run.qubits.reduce(0) { cost, qubit in
          cost + (waiting[qubit].map { PairRun.cost(of: PairRun.Step(matrix: $0, targets: [qubit])) } ?? 0)
        })
      inRuns &= ~run.mask
      for step in run.steps {
        var controls = step.controls
        if drop(&controls) { place(step.matrix, step.targets, controls) }
      }
    }
  }

  /// Adds a gate after all others on its qubits.
  private mutating func place(_ matrix: [Complex], _ targets: [Int], _ controls: ControlMask) {
    if controls.mask == 0, targets.isEmpty {
      place([matrix[0], .zero, .zero, matrix[0]], [0], controls)
    } else if controls.mask == 0, targets.count == 1 {
      waiting[targets[0]] = waiting[targets[0]].map { Self.product(matrix, $0) } ?? matrix
    } else if let diagonal = Self.diagonal(of: matrix), targets.count + controls.count <= Self.diagonalLimit {
      addDiagonal(diagonal, targets, controls)
    } else if controls.mask == 0, targets.count == 2, !Self.isSwap(matrix) {
      addPair(matrix, targets)
    } else {
      for qubit in controls.qubits { settleUnlessDiagonal(qubit) }
      for target in targets { settle(target) }
      let action: PlanAtom.Action =
        targets.count == 1 && Self.isExchange(matrix)
        ? .flip : targets.count == 2 && Self.isSwap(matrix) ? .swap : .dense(matrix)
      append(PlanAtom(action: action, qubits: targets, controls: controls))
    }
  }

  /// Ends the plan.
  mutating func settleAll() {
    endRuns(on: .max)
    for qubit in waiting.indices { settle(qubit) }
  }

  // MARK: Kinds of gates

  private mutating func addDiagonal(_ diagonal: [Complex], _ targets: [Int], _ controls: ControlMask) {
    let qubits = targets + controls.qubits
    for qubit in qubits { settleUnlessDiagonal(qubit) }
    let asked = controls.qubits.enumerated().reduce(0) { result, control in
      controls.values & (1 << UInt64(control.element)) != 0 ? result | 1 << control.offset : result
    }
    let factors = (0..<1 << qubits.count).map { index in
      index >> targets.count == asked ? diagonal[index & (diagonal.count - 1)] : .one
    }
    appendDiagonal(factors, qubits)
  }

  private mutating func addPair(_ matrix: [Complex], _ targets: [Int]) {
    var matrix = SquareMatrix(size: 4, elements: matrix)
    if let place = pair(of: targets) {
      for target in targets { settle(target) }
      guard case .dense(let before) = atoms[place].action else { return }
      var merged = SquareMatrix(size: 4, elements: before)
      merged.apply(matrix, at: targets.map { atoms[place].qubits[0] == $0 ? 0 : 1 })
      atoms[place].action = .dense(merged.elements)
      return
    }
    let identity = SquareMatrix.identity(2)
    let factors = targets.map { waiting[$0].map { SquareMatrix(size: 2, elements: $0) } ?? identity }
    for target in targets { waiting[target] = nil }
    matrix = matrix * .kronecker(low: factors[0], high: factors[1])
    append(PlanAtom(action: .dense(matrix.elements), qubits: targets))
  }

  /// The place of the dense atom that was last on both targets.
  private func pair(of targets: [Int]) -> Int? {
    guard let place = last[targets[0]], place == last[targets[1]], atoms[place].qubits.count == 2,
      atoms[place].controls.mask == 0, case .dense = atoms[place].action
    else { return nil }
    return place
  }

  private func isIdentityOrDiagonal(_ matrix: [Complex]?) -> Bool {
    matrix.map(Self.isDiagonal) ?? true
  }

  private mutating func settleUnlessDiagonal(_ qubit: Int) {
    if !isIdentityOrDiagonal(waiting[qubit]) { settle(qubit) }
  }

  /// Makes atoms of what waits on a qubit.
  private mutating func settle(_ qubit: Int) {
    guard let matrix = waiting[qubit] else { return }
    waiting[qubit] = nil
    if let place = last[qubit], case .dense(let before) = atoms[place].action, atoms[place].qubits.count == 2,
      atoms[place].controls.mask == 0
    {
      var merged = SquareMatrix(size: 4, elements: before)
      merged.apply(SquareMatrix(size: 2, elements: matrix), at: [atoms[place].qubits[0] == qubit ? 0 : 1])
      atoms[place].action = .dense(merged.elements)
    } else if let diagonal = Self.diagonal(of: matrix) {
      appendDiagonal(diagonal, [qubit])
    } else if matrix[0] == .zero, matrix[3] == .zero {
      append(PlanAtom(action: .flip, qubits: [qubit]))
      appendDiagonal([matrix[1], matrix[2]], [qubit])
    } else {
      settleRotation(matrix, qubit)
    }
  }

  /// Writes a matrix as a D(alpha) R D(beta) with the factor a and the phases e^{i alpha} and e^{i beta} of value 1.
  private mutating func settleRotation(_ matrix: [Complex], _ qubit: Int) {
    let size = matrix[0].magnitude
    guard size >= Self.smallestCosine else {
      return append(PlanAtom(action: .dense(matrix), qubits: [qubit]))
    }
    let inverse = (1 / (size * size)) * matrix[0].conjugate
    let ratio = inverse * matrix[2]
    var tangent = ratio.imaginary == 0 ? ratio.real : ratio.magnitude
    var after = ratio.imaginary == 0 ? Complex.one : (1 / ratio.magnitude) * ratio
    var before = inverse * matrix[3] * after.conjugate
    before = (1 / before.magnitude) * before
    if before.imaginary == 0, before.real < 0 {
      (tangent, after, before) = (-tangent, -after, .one)
    }
    let phase = (1 / size) * matrix[0]
    appendDiagonal([.one, before], [qubit])
    append(PlanAtom(action: .rotation(tangent: tangent), qubits: [qubit], scale: size))
    appendDiagonal([phase, phase * after], [qubit])
  }

  // MARK: Atoms

  private mutating func appendDiagonal(_ factors: [Complex], _ qubits: [Int]) {
    var (factors, qubits) = (factors, qubits)
    for place in qubits.indices.reversed() where zeros & (1 << UInt64(qubits[place])) != 0 && qubits.count > 1 {
      let low = (1 << place) - 1
      factors = (0..<factors.count / 2).map { factors[($0 & ~low) << 1 | $0 & low] }
      qubits.remove(at: place)
    }
    if zeros & (1 << UInt64(qubits[0])) != 0 { factors = [factors[0], factors[0]] }
    guard factors.contains(where: { $0 != .one }) else { return }
    append(PlanAtom(action: .diagonal(factors), qubits: qubits))
  }

  private mutating func append(_ atom: PlanAtom) {
    for qubit in atom.qubits + atom.controls.qubits { last[qubit] = atoms.count }
    zeros &= ~atom.mixing
    atoms.append(atom)
  }

  // MARK: Matrices

  static func product(_ left: [Complex], _ right: [Complex]) -> [Complex] {
    [
      left[0] * right[0] + left[1] * right[2], left[0] * right[1] + left[1] * right[3],
      left[2] * right[0] + left[3] * right[2], left[2] * right[1] + left[3] * right[3],
    ]
  }

  /// The diagonal of a matrix that has nothing beside it.
  static func diagonal(of matrix: [Complex]) -> [Complex]? {
    guard isDiagonal(matrix) else { return nil }
    let size = size(of: matrix)
    return (0..<size).map { matrix[$0 * (size + 1)] }
  }

  static func isDiagonal(_ matrix: [Complex]) -> Bool {
    let size = size(of: matrix)
    for row in 0..<size {
      for column in 0..<size where row != column && matrix[row * size + column] != .zero { return false }
    }
    return true
  }

  private static func size(of matrix: [Complex]) -> Int { 1 << (matrix.count.trailingZeroBitCount / 2) }

  private static func isExchange(_ matrix: [Complex]) -> Bool { matrix == [.zero, .one, .one, .zero] }

  static func isSwap(_ matrix: [Complex]) -> Bool {
    guard matrix.count == 16 else { return false }
    let exchanged = [0, 2, 1, 3]
    return matrix.indices.allSatisfy { matrix[$0] == (exchanged[$0 / 4] == $0 % 4 ? .one : .zero) }
  }
}
