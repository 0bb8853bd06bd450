import Circuits
import Models
import Numerics
import Simulation
import Testing

@Suite struct EncodingTests {
  private static let encodings: [(encoding: Encoding, features: Int)] = [
    (.angle(), 2), (.angle(axis: .y, scale: 0.5), 2), (.angle(axis: .z, scale: 3), 2), (.denseAngle(scale: 2), 3),
    (.denseAngle(), 4), (.zzFeatureMap(), 3), (.zzFeatureMap(repetitions: 1), 3), (.zzFeatureMap(repetitions: 1), 1),
    (.zFeatureMap(), 2), (.pauliFeatureMap(strings: [[.y], [.x]], repetitions: 2, scale: 1.5), 2),
    (.pauliFeatureMap(strings: [[.x]], repetitions: 2), 2),
    (.pauliFeatureMap(strings: [[.z], [.z, .z, .z]], repetitions: 1, entanglement: .linear, scale: 3), 3),
    (.reuploading(qubits: 2, layers: 2, isScaled: false), 4), (.reuploading(qubits: 1, layers: 3, isScaled: true), 2),
    (.fourierTower(levels: 2), 2), (.fourierTower(levels: 3, scale: 2 * .pi), 1),
    (.fourierTower(levels: 3, base: 2), 1), (.fourierTower(levels: 2, base: 1), 2), (.amplitude, 5), (.basis, 2),
    (.hamiltonian(layers: 2, steps: 3, coupling: 0.7), 3), (.iqp(repetitions: 1), 3), (.iqp(repetitions: 2), 1),
    (.iqp(repetitions: 2), 3), (.interleaved(.angle(axis: .y), .hardwareEfficient(layers: 1), uploads: 3), 2),
    (.interleaved(.denseAngle(), .realAmplitudes(repetitions: 1), uploads: 2), 4),
  ]

  private static func point(_ count: Int) -> [Double] {
    var draws = RandomStream(seed: 5).substream("features")
    return (0..<count).map { _ in draws.uniform() * 3 - 0.5 }
  }

  @Test("an encoding takes the qubits that it says", arguments: encodings.indices)
  func countsQubits(_ place: Int) throws {
    let (encoding, count) = Self.encodings[place]
    let state = try EncodedStates.state(encoding, at: Self.point(count))
    #expect(state.count == 1 << encoding.qubitCount(featureCount: count))
    #expect(abs(state.reduce(0) { $0 + $1.squaredMagnitude } - 1) < 1e-12)
  }

  @Test(
    "every symmetry holds: the changed features' state is the string times the old state", arguments: encodings.indices)
  func keepsSymmetries(_ place: Int) throws {
    let (encoding, count) = Self.encodings[place]
    let features = Self.point(count)
    let state = try EncodedStates.state(encoding, at: features)
    for symmetry in encoding.symmetries(featureCount: count) {
      for scale in [2, -0.3] {
        let changed = try EncodedStates.state(encoding, at: symmetry.image(of: features, scale: scale))
        let expected = EncodedStates.product(symmetry.string, symmetry.isConjugated ? state.map(\.conjugate) : state)
        #expect(EncodedStates.distance(changed, expected) < 1e-9, "\(encoding): \(symmetry)")
      }
    }
  }

  @Test("a period is the smallest one, and where there is none no likely one is", arguments: encodings.indices)
  func hasPeriods(_ place: Int) throws {
    let (encoding, count) = Self.encodings[place]
    let features = Self.point(count)
    let state = try EncodedStates.state(encoding, at: features)
    for feature in 0..<count {
      func distance(after shift: Double) throws -> Double {
        var moved = features
        moved[feature] += shift
        return EncodedStates.distance(try EncodedStates.state(encoding, at: moved), state)
      }
      if let period = encoding.period(of: feature, featureCount: count) {
        #expect(try distance(after: period) < 1e-9, "\(encoding)")
        for part in [2.0, 3, 5] { #expect(try distance(after: period / part) > 1e-3, "\(encoding)") }
      } else {
        for candidate in [1, 2, Double.pi / 2, Double.pi, 2 * Double.pi, 4 * Double.pi] {
          #expect(try distance(after: candidate) > 1e-3, "\(encoding)")
        }
      }
    }
  }

  @Test("the ZZ feature map of several features has no period, and that of one has half a turn")
  func zzFeatureMapIsNotPeriodic() {
    #expect(Encoding.zzFeatureMap().period(of: 0, featureCount: 2) == nil)
    #expect(Encoding.zzFeatureMap().period(of: 0, featureCount: 1) == .pi)
  }

  @Test("only changes that leave the state as it is are exact")
  func saysWhatIsExact() {
    let exact = Encoding.denseAngle().symmetries(featureCount: 2).filter(\.isExact)
    let images = exact.map { $0.image(of: [0.5, 1]) }
    let expected: [[Double]] = [[0.5 + 2 * .pi, 1], [0.5, 1 + 2 * .pi], [-0.5, 1 + .pi]]
    #expect(images == expected)
    #expect(Encoding.amplitude.symmetries(featureCount: 4).map(\.isExact) == [true])
    #expect(Encoding.angle().symmetries(featureCount: 1).map(\.isExact) == [true, false, false])
  }

  @Test(
    "amplitudes are the features over their length, whatever their signs and zeros",
    arguments: [
      [3, 4], [-3, 4], [-3, -4], [3, -4], [0, -1], [0, 1], [-1, 0], [0, 0, 0, 1], [0, 0, 0, -2], [1e-5, -1, 0, 0],
      [-1, 1e-9, 0.5, 0], [0, 0, -1, 0, 2, 0, 0, -3], [-1], [1, -2, -3], [-1, 2, -3, 4, -5],
      [1, 1, 1, -1, -1, -1, 1, -1, -1, 1, 1, -1, 1, 1, -1, 1], [16, 0, 0, 3, 0, 0, 12, 0, 0, 0, 7],
    ])
  func preparesAmplitudes(_ features: [Double]) throws {
    let state = try EncodedStates.state(.amplitude, at: features)
    let qubits = Encoding.amplitude.qubitCount(featureCount: features.count)
    let length = features.reduce(0) { $0 + $1 * $1 }.squareRoot()
    let expected = (0..<1 << qubits).map { index in
      let place = (0..<qubits).reduce(0) { BitOrder.bit($1, of: index) ? $0 | 1 << (qubits - 1 - $1) : $0 }
      return Complex(place < features.count ? features[place] / length : 0)
    }
    #expect(EncodedStates.distance(state, expected) < 1e-10)
  }

  /// The mean of X on qubit 0 is the sum of 2 x_i x_{i+4} over the sum of squares.
  @Test(
    "amplitudes are differentiated by their features, where a pair of them vanishes to fewer digits",
    arguments: [
      ([0.3, -0.8, 0.5, 1, 0.7, -0.3, -2, 0.4], 1e-10), ([0, 0, 0.5, 1, 0.7, -0.3, 0, 0], 1e-4),
    ] as [([Double], Double)])
  func differentiatesAmplitudes(_ features: [Double], _ tolerance: Double) throws {
    var builder = CircuitBuilder(qubits: 3, featureCount: 8)
    Encoding.amplitude.append(builder.features, to: &builder)
    let observable = Observable([(1, PauliString(0, .x))])
    let function = try CircuitFunction(builder.circuit, observables: [observable])
    let result = try function.gradients(at: features, withRespectTo: Array(0..<8))
    let square = features.reduce(0) { $0 + $1 * $1 }
    let products: Double = (0..<4).reduce(0) { $0 + features[$1] * features[$1 + 4] }
    let mean = 2 * products / square
    #expect(abs(result.values[0] - mean) < 1e-10)
    for place in 0..<8 {
      let derivative = (2 * features[place ^ 4] - 2 * features[place] * mean) / square
      #expect(abs(result.gradients[place] - derivative) < tolerance, "\(place)")
    }
  }

  @Test("the amplitudes of no features at all, and of features that vanish, are finite")
  func preparesNothing() throws {
    let state = try EncodedStates.state(.amplitude, at: [0, 0, 0, 0])
    #expect(state.allSatisfy { $0.magnitude.isFinite })
    #expect(Encoding.amplitude.qubitCount(featureCount: 0) == 1)
    #expect(Encoding.amplitude.qubitCount(featureCount: 256) == 8)
    #expect(Encoding.amplitude.qubitCount(featureCount: 257) == 9)
  }

  @Test("basis encoding gives the basis state of the bits, and the tower multiplies by powers of five")
  func knownStates() throws {
    let state = try EncodedStates.state(.basis, at: [1, 0, 1])
    #expect(abs(state[0b101].magnitude - 1) < 1e-15)
    let tower = try EncodedStates.state(.fourierTower(levels: 2), at: [0.2])
    #expect(abs(tower[0b10].magnitude - (.cosine(0.1) * .sine(0.5))) < 1e-12)
  }
}

extension Double {
  fileprivate static func cosine(_ angle: Double) -> Double { Complex.phase(angle).real }
  fileprivate static func sine(_ angle: Double) -> Double { Complex.phase(angle).imaginary }
}
