import Defences
import Foundation
import Numerics
import Testing

@Suite("Noise on read-outs") struct ReadOutNoiseTests {
  /// Random states and a projector on some of random orthonormal directions.
  private static func vector(_ dimension: Int, _ stream: inout RandomStream) -> [Complex] {
    (0..<dimension).map { _ in Complex(stream.uniform() - 0.5, stream.uniform() - 0.5) }
  }

  private static func product(_ left: [Complex], _ right: [Complex]) -> Complex {
    zip(left, right).reduce(Complex.zero) { $0 + $1.0.conjugate * $1.1 }
  }

  private static func normalized(_ vector: [Complex]) -> [Complex] {
    let length = vector.reduce(0) { $0 + $1.squaredMagnitude }.squareRoot()
    return vector.map { Complex(1 / length) * $0 }
  }

  private static func directions(_ count: Int, _ dimension: Int, _ stream: inout RandomStream) -> [[Complex]] {
    var found: [[Complex]] = []
    for _ in 0..<count {
      var next = vector(dimension, &stream)
      for _ in 0..<2 {
        for other in found {
          let part = product(other, next)
          next = zip(next, other).map { $0 - part * $1 }
        }
      }
      found.append(normalized(next))
    }
    return found
  }

  @Test("no two states and no projector exceed the depolarizing bound, which is tight")
  func depolarizing() throws {
    var stream = RandomStream(seed: 61)
    for index in 0..<(Scale.isFull ? 3000 : 300) {
      let (dimension, rank, share) = (4, 1 + index % 3, 0.05 + 0.9 * stream.uniform())
      let projector = Self.directions(rank, dimension, &stream)
      let states = (0..<2).map { _ in Self.normalized(Self.vector(dimension, &stream)) }
      let likely = states.map { state in
        projector.reduce(0) { $0 + Self.product($1, state).squaredMagnitude } * (1 - share)
          + share * Double(rank) / Double(dimension)
      }
      let distance = try TraceDistance.ofPureStates(states[0], states[1])
      let noise = try ReadOutNoise.depolarizing(share: share, qubitCount: 2, rank: Double(rank))
      let epsilon = try noise.epsilon(traceDistance: distance)
      for (p, q) in [(likely[0], likely[1]), (likely[1], likely[0])] {
        #expect(p <= exp(epsilon) * q * (1 + 1e-12) && 1 - p <= exp(epsilon) * (1 - q) * (1 + 1e-12))
        let delta = try noise.delta(traceDistance: distance, epsilon: epsilon / 2)
        #expect(p - exp(epsilon / 2) * q <= delta + 1e-12)
      }
    }
    // A state inside a projector of rank 1, and one at right angles to it.
    let noise = try ReadOutNoise.depolarizing(share: 0.2, qubitCount: 3, rank: 1)
    #expect(abs(try noise.epsilon(traceDistance: 1) - log((0.8 + 0.025) / 0.025)) < 1e-14)
  }

  @Test("Zhou and Ying's bound is that of rank 1; a sign and balanced labels have their own dimension")
  func factors() throws {
    func epsilon(_ noise: ReadOutNoise) throws -> Double { try noise.epsilon(traceDistance: 0.4) }
    let worst = try epsilon(.depolarizing(share: 0.1, qubitCount: 5, rank: 1))
    #expect(abs(worst - log(1 + 0.9 / 0.1 * 0.4 * 32)) < 1e-13)
    let sign = try epsilon(.depolarizing(share: 0.1, qubitCount: 5, rank: 16))
    #expect(abs(sign - log(1 + 0.9 / 0.1 * 0.4 * 2)) < 1e-13)
    #expect(abs(sign - (try epsilon(.symmetric(contraction: 0.9)))) < 1e-13)
    #expect(abs(try epsilon(.depolarizing(share: 0.1, outcomeCount: 10)) - log(1 + 0.9 / 0.1 * 0.4 * 10)) < 1e-13)
  }

  @Test("misreading a bit is depolarizing by twice as much, and noise in a row is multiplied")
  func misreading() throws {
    let flip = try ReadOutNoise.misreading(oneGivenZero: 0.05, zeroGivenOne: 0.05)
    let mixed = try ReadOutNoise.depolarizing(share: 0.1, outcomeCount: 2)
    for distance in [0.1, 1] {
      #expect(abs(try flip.epsilon(traceDistance: distance) - mixed.epsilon(traceDistance: distance)) < 1e-14)
    }
    let both = try mixed.followed(by: flip)
    #expect(abs(both.contraction - 0.81) < 1e-15 && both.floors.allSatisfy { abs($0 - 0.095) < 1e-15 })
    // Uneven errors, by hand: outcome 1 has 0.02 + 0.9 P, outcome 0 has 0.08 + 0.9 (1 - P).
    let uneven = try ReadOutNoise.misreading(oneGivenZero: 0.02, zeroGivenOne: 0.08)
    #expect(abs(try uneven.epsilon(traceDistance: 1) - log(0.92 / 0.02)) < 1e-13)
    let names = try ReadOutNoise.misreading(oneGivenZero: 0.98, zeroGivenOne: 0.92)
    #expect(abs(try names.epsilon(traceDistance: 1) - log(0.92 / 0.02)) < 1e-12)
  }

  @Test("a random rotation shrinks the sign's mean as the mean of its cosine")
  func rotation() throws {
    let (deviation, step) = (0.8, 1e-3)
    var mean = 0.0
    for index in -8000...8000 {
      let angle = Double(index) * step
      mean += cos(angle) * exp(-angle * angle / (2 * deviation * deviation))
    }
    mean *= step / (deviation * (2 * Double.pi).squareRoot())
    #expect(abs(try ReadOutNoise.randomRotation(deviation: deviation).contraction - mean) < 1e-12)
  }

  @Test("delta of the epsilon of a delta is that delta")
  func inverse() throws {
    let noise = try ReadOutNoise.depolarizing(share: 0.3, outcomeCount: 3)
    for delta in [0, 1e-6, 0.1] {
      let epsilon = try noise.epsilon(traceDistance: 0.7, delta: delta)
      #expect(abs(try noise.delta(traceDistance: 0.7, epsilon: epsilon) - delta) < 1e-14)
    }
    #expect(try noise.epsilon(traceDistance: 0.7, delta: 0.9) == 0)
  }

  @Test("no noise hides nothing, only noise hides all, and senseless numbers are refused")
  func edges() throws {
    #expect(try ReadOutNoise.none.epsilon(traceDistance: 0.5) == .infinity)
    #expect(try ReadOutNoise.none.epsilon(traceDistance: 0) == 0)
    #expect(try ReadOutNoise.depolarizing(share: 1, outcomeCount: 2).epsilon(traceDistance: 1) == 0)
    for wrong in [-0.1, 1.1, .nan] {
      #expect(throws: DefenceError.self) { try ReadOutNoise.symmetric(contraction: wrong) }
      #expect(throws: DefenceError.self) { try ReadOutNoise.depolarizing(share: wrong, outcomeCount: 2) }
      #expect(throws: DefenceError.self) { try ReadOutNoise.misreading(oneGivenZero: wrong, zeroGivenOne: 0) }
      #expect(throws: DefenceError.self) { try ReadOutNoise.none.epsilon(traceDistance: wrong) }
    }
    #expect(throws: DefenceError.self) { try ReadOutNoise.depolarizing(share: 0.1, outcomeCount: 1) }
    #expect(throws: DefenceError.self) { try ReadOutNoise.depolarizing(share: 0.1, qubitCount: 2, rank: 4) }
    #expect(throws: DefenceError.self) { try ReadOutNoise.depolarizing(share: 0.1, qubitCount: 5000, rank: 1) }
    #expect(throws: DefenceError.self) { try ReadOutNoise.randomRotation(deviation: -1) }
    #expect(throws: DefenceError.self) {
      try ReadOutNoise.none.followed(by: .depolarizing(share: 0.1, outcomeCount: 3))
    }
  }

  @Test("every calculator says whom it protects")
  func protects() {
    #expect(ReadOutNoise.protects == .query && ShotPrivacy.protects == .query)
    #expect(Protects.query.statement.contains("nothing about who was in the training set"))
    for one in Protects.allCases { #expect(one.statement.hasPrefix("It protects the ")) }
  }
}

@Suite("Trace distances") struct TraceDistanceTests {
  @Test("they are those of real encodings, whatever the vectors' lengths, and keep small digits")
  func known() throws {
    let angle = 1e-9
    let first = [Complex(2), Complex.zero]
    let second = [Complex(0, 3 * cos(angle)), Complex(0, 3 * sin(angle))]
    #expect(abs(try TraceDistance.ofPureStates(first, second) / angle - 1) < 1e-6)
    #expect(try TraceDistance.ofPureStates(first, [.zero, .i]) == 1)
    #expect(try TraceDistance.ofPureStates(second, second) < 1e-15)
  }

  @Test("vectors that are no states are refused")
  func refusals() {
    #expect(throws: DefenceError.self) { try TraceDistance.ofPureStates([.one], [.one, .zero]) }
    #expect(throws: DefenceError.self) { try TraceDistance.ofPureStates([.zero], [.one]) }
    #expect(throws: DefenceError.self) { try TraceDistance.ofPureStates([Complex(.nan)], [.one]) }
    #expect(throws: DefenceError.self) { try TraceDistance.ofPureStates([], []) }
  }
}
