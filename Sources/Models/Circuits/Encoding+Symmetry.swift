package import Circuits

extension Encoding {
  /// A change of the features that the encoded state shows by no more than a fixed Pauli string.
  package struct Symmetry: Hashable, Sendable {
    package enum Change: Hashable, Sendable {
      /// x_j becomes factors[j] x_j + shifts[j].
      case affine(factors: [Double], shifts: [Double])
      /// All features times one number other than zero.
      case scaling
    }

    package let change: Change
    /// The changed features' state is this string times the old state (its complex conjugate, where `isConjugated`), up
    /// to a phase.
    package let string: PauliString
    package let isConjugated: Bool

    /// Whether no circuit after the encoding can tell the changed features from the old ones. Otherwise only circuits
    /// cannot whose means do not change with the string.
    package var isExact: Bool { string.factors.isEmpty && !isConjugated }

    init(_ change: Change, string: PauliString = PauliString(), isConjugated: Bool = false) {
      self.change = change
      self.string = string
      self.isConjugated = isConjugated
    }

    /// The changed features; `scale` is what a scaling multiplies with.
    package func image(of features: [Double], scale: Double = 2) -> [Double] {
      switch change {
      case .scaling: features.map { $0 * scale }
      case .affine(let factors, let shifts): zip(features, zip(factors, shifts)).map { $0 * $1.0 + $1.1 }
      }
    }
  }

  /// After how much of one feature the encoding does the same again to every state up to a phase, so that whatever is
  /// measured of the circuit is a periodic function of the feature; nil where there is no such period.
  package func period(of feature: Int, featureCount: Int) -> Double? {
    switch self {
    case .angle(_, let scale), .denseAngle(let scale), .fourierTower(_, let scale, _): Self.turn(scale)
    case .pauliFeatureMap(let strings, _, _, let scale):
      strings.contains { (2...).contains($0.count) && $0.count <= featureCount } ? nil : Self.turn(scale)
    case .reuploading(_, _, let isScaled): isScaled ? nil : 2 * .pi
    case .amplitude: nil
    case .basis: 2
    case .hamiltonian(_, let steps, _): .pi * Double(max(steps, 1))
    case .iqp: featureCount == 1 ? 2 * .pi : nil
    case .interleaved(let encoding, _, _): encoding.period(of: feature, featureCount: featureCount)
    }
  }

  private static func turn(_ scale: Double) -> Double? { scale == 0 ? nil : 2 * .pi / scale.magnitude }

  /// What the state of so many features, encoded first thing, forgets of them: a period of each feature that has one,
  /// and more.
  package func symmetries(featureCount: Int) -> [Symmetry] {
    let periods = (0..<featureCount).compactMap { feature in
      period(of: feature, featureCount: featureCount).map { FeatureChange($0, of: feature).symmetry(featureCount) }
    }
    return periods + otherSymmetries(featureCount)
  }

  private func otherSymmetries(_ count: Int) -> [Symmetry] {
    let all = 0..<count
    switch self {
    case .angle(let axis, let scale):
      let mirror: Pauli = axis == .z ? .x : .z
      return all.flatMap { feature in
        [
          FeatureChange(negating: feature).symmetry(count, PauliString(feature, mirror)),
          FeatureChange(scale == 0 ? 0 : .pi / scale, of: feature)
            .symmetry(count, scale == 0 ? PauliString() : PauliString(feature, axis)),
        ]
      }
    case .denseAngle(let scale): return Self.denseSymmetries(count, scale: scale)
    case .pauliFeatureMap(let strings, let repetitions, _, let scale):
      return Self.mapSymmetries(count, strings, repetitions: repetitions, scale: scale)
    case .fourierTower(let levels, let scale, let base):
      return all.flatMap { feature in
        let register = (0..<max(levels, 0)).map { feature * levels + $0 }
        // Half a turn times an even number is none.
        let turned = base.isMultiple(of: 2) ? register.prefix(1) : register[...]
        return [
          FeatureChange(negating: feature).symmetry(count, .all(register, .z)),
          FeatureChange(scale == 0 ? 0 : .pi / scale, of: feature)
            .symmetry(count, scale == 0 ? PauliString() : .all(turned, .x)),
        ]
      }
    case .amplitude: return [Symmetry(.scaling)]
    case .basis:
      return all.flatMap { feature in
        [
          FeatureChange(negating: feature).symmetry(count, PauliString(feature, .z)),
          FeatureChange(1, of: feature).symmetry(count, PauliString(feature, .x)),
        ]
      }
    case .hamiltonian: return [FeatureChange(negating: all).symmetry(count, .all(all, .z))]
    case .iqp(let repetitions):
      return repetitions == 1 ? [FeatureChange(negating: all).symmetry(count, .all(all, .x))] : []
    case .reuploading, .interleaved: return []
    }
  }

  /// The first feature of a qubit turned round with the second half a turn on is the same state.
  private static func denseSymmetries(_ count: Int, scale: Double) -> [Symmetry] {
    guard scale != 0 else { return [] }
    var result = stride(from: 0, to: count, by: 2).map { first in
      let hasSecond = first + 1 < count
      let change = FeatureChange(negating: first, shifting: hasSecond ? first + 1 : nil, by: .pi / scale)
      return change.symmetry(count, hasSecond ? PauliString() : PauliString(first / 2, .z))
    }
    let phases = stride(from: 1, to: count, by: 2)
    if count > 1 { result.append(FeatureChange(negating: phases).symmetry(count, isConjugated: true)) }
    return result
  }

  private static func mapSymmetries(
    _ count: Int, _ strings: [[Pauli]], repetitions: Int, scale: Double
  ) -> [Symmetry] {
    let acting = strings.filter { (1...max(count, 1)).contains($0.count) }
    // Real generators of single features: all phases change sign with the features.
    if acting.allSatisfy({ $0.count == 1 && $0 != [.y] }) {
      return [FeatureChange(negating: 0..<count).symmetry(count, isConjugated: true)]
    }
    // Flipping all qubits turns round the strings of odd length, as 2 pi - x turns round pi - x.
    guard repetitions == 1, scale == scale.rounded(), acting.allSatisfy({ $0.allSatisfy { $0 == .z } }) else {
      return []
    }
    let turned = Symmetry.Change.affine(
      factors: Array(repeating: -1, count: count), shifts: Array(repeating: 2 * .pi, count: count))
    return [Symmetry(turned, string: .all(0..<count, .x))]
  }
}

/// A change of some features, the others left as they are.
private struct FeatureChange {
  var negated: Set<Int> = []
  var shift: (feature: Int, amount: Double)?

  init(_ amount: Double, of feature: Int) { shift = (feature, amount) }
  init(negating feature: Int, shifting other: Int? = nil, by amount: Double = 0) {
    negated = [feature]
    shift = other.map { ($0, amount) }
  }
  init(negating features: some Sequence<Int>) { negated = Set(features) }

  func symmetry(
    _ count: Int, _ string: PauliString = PauliString(), isConjugated: Bool = false
  ) -> Encoding.Symmetry {
    let factors = (0..<count).map { negated.contains($0) ? -1.0 : 1 }
    let shifts = (0..<count).map { $0 == shift?.feature ? shift?.amount ?? 0 : 0 }
    return Encoding.Symmetry(.affine(factors: factors, shifts: shifts), string: string, isConjugated: isConjugated)
  }
}

extension PauliString {
  /// One Pauli matrix on each of some qubits.
  fileprivate static func all(_ qubits: some Sequence<Int>, _ pauli: Pauli) -> PauliString {
    PauliString(qubits.map { (qubit: $0, pauli: pauli) })
  }
}
