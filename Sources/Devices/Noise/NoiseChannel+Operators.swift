package import Circuits
package import Numerics

#if canImport(Glibc)
  internal import Glibc
#else
  internal import Darwin
#endif

extension NoiseChannel {
  /// How many qubits the channel acts on.
  package var qubitCount: Int {
    switch self {
    case .depolarizing(_, let count), .pauli(_, let count), .rotation(_, _, let count): count
    case .amplitudeDamping, .phaseDamping, .thermalRelaxation, .reset: 1
    case .kraus(let operators): operators.first.map { $0.size.trailingZeroBitCount } ?? 0
    }
  }

  /// Operators K with E(rho) = the sum of K rho K†, first operand least significant; none is zero.
  /// - Precondition: the channel is valid (see `validate`).
  package var krausOperators: [SquareMatrix] {
    switch self {
    case .depolarizing, .pauli:
      return pauliWeights.enumerated().filter { $0.element > 0 }.map { index, weight in
        Complex(weight.squareRoot()) * .pauli(at: index, qubitCount: qubitCount)
      }
    case .amplitudeDamping(let gamma, let excitedPopulation):
      let (ground, excited) = ((1 - excitedPopulation).squareRoot(), excitedPopulation.squareRoot())
      let (kept, fallen) = ((1 - gamma).squareRoot(), gamma.squareRoot())
      return [
        .real(ground, 0, 0, ground * kept), .real(0, ground * fallen, 0, 0),
        .real(excited * kept, 0, 0, excited), .real(0, 0, excited * fallen, 0),
      ].filter(\.isNonzero)
    case .phaseDamping(let lambda):
      let coherence = (1 - lambda).squareRoot()
      let (same, turned) = (((1 + coherence) / 2).squareRoot(), ((1 - coherence) / 2).squareRoot())
      return [.real(same, 0, 0, same), .real(turned, 0, 0, -turned)].filter(\.isNonzero)
    case .thermalRelaxation:
      return Self.relaxationOperators(relaxationFigures)
    case .rotation(let string, let angle, let count):
      let turn = Complex(0, -sin(angle / 2)) * SquareMatrix.pauli(at: string.index, qubitCount: count)
      var result = Complex(cos(angle / 2)) * SquareMatrix.identity(1 << count)
      for place in result.elements.indices { result.elements[place] += turn.elements[place] }
      return [result]
    case .reset(let probabilityOfOne):
      let (zero, one) = ((1 - probabilityOfOne).squareRoot(), probabilityOfOne.squareRoot())
      return [.real(zero, 0, 0, 0), .real(0, zero, 0, 0), .real(0, 0, one, 0), .real(0, 0, 0, one)]
        .filter(\.isNonzero)
    case .kraus(let operators):
      return operators
    }
  }

  /// What the channel does to Pauli strings.
  /// - Precondition: the channel is valid (see `validate`).
  package var pauliTransferMatrix: PauliTransferMatrix {
    switch self {
    case .depolarizing(let probability, let count):
      var diagonal = Array(repeating: 1 - probability, count: 1 << (2 * count))
      diagonal[0] = 1
      return PauliTransferMatrix(diagonal: diagonal, qubitCount: count)
    case .pauli(let strings, let count):
      let diagonal = (0..<1 << (2 * count)).map { index in
        1 - 2 * strings.reduce(0) { $0 + ($1.string.anticommutes(withIndex: index) ? $1.probability : 0) }
      }
      return PauliTransferMatrix(diagonal: diagonal, qubitCount: count)
    case .amplitudeDamping(let gamma, let excitedPopulation):
      return Self.decay(coherence: (1 - gamma).squareRoot(), loss: gamma, excitedPopulation: excitedPopulation)
    case .phaseDamping(let lambda):
      return Self.decay(coherence: (1 - lambda).squareRoot(), loss: 0, excitedPopulation: 0)
    case .thermalRelaxation(_, _, _, let excitedPopulation):
      let (loss, coherence, _) = relaxationFigures
      return Self.decay(coherence: coherence, loss: loss, excitedPopulation: excitedPopulation)
    case .reset(let probabilityOfOne):
      return Self.decay(coherence: 0, loss: 1, excitedPopulation: probabilityOfOne)
    case .rotation, .kraus:
      return PauliTransferMatrix(krausOperators: krausOperators, qubitCount: qubitCount)
    }
  }

  /// The mean over all pure states of their overlap with what the channel makes of them.
  package var averageFidelity: Double { pauliTransferMatrix.averageFidelity }

  /// The probability of every Pauli string, by its index, of a channel that is a mixture of them.
  private var pauliWeights: [Double] {
    var weights = Array(repeating: 0.0, count: 1 << (2 * qubitCount))
    switch self {
    case .depolarizing(let probability, _):
      let each = probability / Double(weights.count)
      weights = Array(repeating: each, count: weights.count)
      weights[0] = max(0, 1 - each * Double(weights.count - 1))
    case .pauli(let strings, _):
      for string in strings { weights[string.string.index] += string.probability }
      weights[0] += max(0, 1 - strings.reduce(0) { $0 + $1.probability })
    default: break
    }
    return weights
  }

  /// Of a thermal relaxation: how much of a population is lost, what remains of a coherence, and the population of 1
  /// in equilibrium.
  private var relaxationFigures: (loss: Double, coherence: Double, excitedPopulation: Double) {
    guard case .thermalRelaxation(let t1, let t2, let duration, let excitedPopulation) = self else { return (0, 1, 0) }
    return (-expm1(-duration / t1), exp(-duration / t2), excitedPopulation)
  }

  /// The relaxation's Choi matrix is a 2x2 block, which a Cholesky step splits into two diagonal operators, and two
  /// jumps; so T2 may be longer than T1.
  private static func relaxationOperators(
    _ figures: (loss: Double, coherence: Double, excitedPopulation: Double)
  ) -> [SquareMatrix] {
    let up = figures.loss * figures.excitedPopulation
    let down = figures.loss * (1 - figures.excitedPopulation)
    let kept = (1 - up).squareRoot()
    let coherence = kept > 0 ? figures.coherence / kept : 0
    let dephasing = max(0, 1 - down - coherence * coherence).squareRoot()
    return [
      .real(kept, 0, 0, coherence), .real(0, 0, 0, dephasing), .real(0, down.squareRoot(), 0, 0),
      .real(0, 0, up.squareRoot(), 0),
    ].filter(\.isNonzero)
  }

  /// One qubit whose coherences shrink to `coherence` and whose populations lose `loss` of their distance from
  /// equilibrium.
  private static func decay(coherence: Double, loss: Double, excitedPopulation: Double) -> PauliTransferMatrix {
    var result = PauliTransferMatrix(diagonal: [1, coherence, coherence, 1 - loss], qubitCount: 1)
    result[3, 0] = loss * (1 - 2 * excitedPopulation)
    return result
  }
}

extension PauliString {
  /// The string's place in a transfer matrix of enough qubits.
  package var index: Int { factors.reduce(0) { $0 | $1.pauli.digit << (2 * $1.qubit) } }

  /// Whether the string at an index of a transfer matrix changes its sign under this one.
  fileprivate func anticommutes(withIndex index: Int) -> Bool {
    !factors.count { qubit, pauli in
      let digit = (index >> (2 * qubit)) & 3
      return digit != 0 && digit != pauli.digit
    }.isMultiple(of: 2)
  }
}

extension Pauli {
  fileprivate var digit: Int { Int(rawValue) + 1 }
}

extension SquareMatrix {
  fileprivate static func real(_ a: Double, _ b: Double, _ c: Double, _ d: Double) -> SquareMatrix {
    SquareMatrix(size: 2, elements: [Complex(a), Complex(b), Complex(c), Complex(d)])
  }

  fileprivate var isNonzero: Bool { elements.contains { $0 != .zero } }
}
