import Foundation
import Numerics
import Testing

@Suite struct SPSATests {
  @Test("Asks for two points on both sides of the weights, each weight moved as far")
  func points() {
    let optimiser = SPSA(
      start: [0.5, -1, 2], gains: .init(step: 0.1, perturbation: 0.25), stream: RandomStream(seed: 1))
    let (plus, minus) = optimiser.points
    for place in 0..<3 {
      #expect(abs(plus[place] - optimiser.weights[place]) == 0.25)
      #expect(plus[place] + minus[place] == 2 * optimiser.weights[place])
    }
  }

  @Test("The first steps are those of the recursion")
  func recursion() {
    var optimiser = SPSA(
      start: [1, 1], gains: .init(step: 0.3, perturbation: 0.5, stability: 4), stream: RandomStream(seed: 3))
    for step in 1...3 {
      let before = optimiser.weights
      let (plus, minus) = optimiser.points
      optimiser.tell(plus: 2, minus: 1)
      let perturbation = 0.5 / pow(Double(step), 0.101)
      let length = 0.3 / pow(Double(step) + 4, 0.602)
      for place in 0..<2 {
        #expect(abs(plus[place] + minus[place] - 2 * before[place]) < 1e-15)
        let expected = before[place] - length / (plus[place] - minus[place])
        #expect(abs(optimiser.weights[place] - expected) < 1e-14)
        #expect(abs(abs(plus[place] - before[place]) - perturbation) < 1e-15)
      }
    }
    #expect(optimiser.iterations == 3)
  }

  @Test("Calibrates the first step to the change that was asked for")
  func calibration() {
    var optimiser = SPSA(start: [0.2, 0.4, 0.6, 0.8], stream: RandomStream(seed: 4))
    let start = optimiser.weights
    // A slope of the same magnitude in each direction.
    func slope(_ point: [Double]) -> Double { 3 * (point[0] - start[0]) }
    for _ in 0..<25 {
      #expect(optimiser.isCalibrating)
      let (plus, minus) = optimiser.points
      optimiser.tell(plus: slope(plus), minus: slope(minus))
    }
    #expect(!optimiser.isCalibrating && optimiser.iterations == 0 && optimiser.weights == start)
    let (plus, minus) = optimiser.points
    optimiser.tell(plus: slope(plus), minus: slope(minus))
    for place in start.indices { #expect(abs(abs(optimiser.weights[place] - start[place]) - 0.2 * .pi) < 1e-12) }
  }

  @Test("A flat start still moves, and what is no number moves nothing")
  func odd() {
    var flat = SPSA(start: [0, 0], stream: RandomStream(seed: 5))
    for _ in 0..<25 { flat.tell(plus: 1, minus: 1) }
    flat.tell(plus: 1, minus: 0)
    #expect(flat.weights.allSatisfy { $0.isFinite && $0 != 0 })
    let before = flat.weights
    flat.tell(plus: .nan, minus: 0)
    #expect(flat.weights == before)
  }

  @Test("Comes down a noisy landscape")
  func noisy() {
    var noise = RandomStream(seed: 8)
    var optimiser = SPSA(
      start: [0.3, 1.2, 2.5, 0.7, 1.9, 3], gains: .init(perturbation: 0.1, stability: 20),
      stream: RandomStream(seed: 7))
    func measured(_ point: [Double]) -> Double { Landscape.waves.value(point) + 0.05 * (noise.uniform() - 0.5) }
    let start = Landscape.waves.value(optimiser.weights)
    for _ in 0..<300 {
      let (plus, minus) = optimiser.points
      optimiser.tell(plus: measured(plus), minus: measured(minus))
    }
    #expect(Landscape.waves.value(optimiser.weights) < start - 4)
  }

  @Test("Goes on from a checkpoint with the same bits", arguments: [0, 10, 40])
  func checkpoint(pairs: Int) throws {
    func tell(_ optimiser: inout SPSA, _ count: Int) {
      for _ in 0..<count {
        let (plus, minus) = optimiser.points
        optimiser.tell(plus: Landscape.waves.value(plus), minus: Landscape.waves.value(minus))
      }
    }
    var half = SPSA(start: [0.3, 1.2, 2.5], stream: RandomStream(seed: .max).substream("directions"))
    tell(&half, pairs)
    var back = try restored(half)
    #expect(back == half)
    tell(&half, 30)
    tell(&back, 30)
    #expect(back == half)
  }
}
