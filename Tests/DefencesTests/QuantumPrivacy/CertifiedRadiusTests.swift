import Foundation
import Numerics
import Testing

@testable import Defences

@Suite("Certified radii") struct CertifiedRadiusTests {
  @Test("Published and checked values: a margin of 0.85 against 0.15")
  func known() throws {
    let radius = try CertifiedRadius(top: 0.85, second: 0.15)
    #expect(abs(radius.byDifference - 0.35) < 1e-12)
    #expect(abs(try #require(radius.fidelity) - 0.857071) < 1e-6)
    #expect(abs(radius.byTesting - 0.378059) < 1e-6)
    #expect(radius.byPrivacy == 0)
    let angles = try #require(radius.angles(qubitCount: 4))
    #expect(abs(angles.length - 0.775397) < 1e-6)
    #expect(abs(try #require(angles.each) - 0.391466) < 1e-6)
    // The same margin behind noise: what privacy certifies.
    for (share, expected) in [(0.05, 0.0324), (0.1, 0.0611), (0.5, 0.2206), (0.99, 0.3477)] {
      let (top, second) = ((1 - share) * 0.85 + share / 2, (1 - share) * 0.15 + share / 2)
      let noisy = try CertifiedRadius(top: top, second: second, share: share)
      #expect(abs(noisy.byPrivacy - expected) < 1e-4)
      // Known noise takes nothing from the other two.
      #expect(abs(noisy.byDifference - 0.35) < 1e-12 && abs(noisy.byTesting - 0.378059) < 1e-6)
    }
  }

  @Test("The privacy of noise never certifies more than the margin, nor that more than hypothesis testing of two")
  func order() throws {
    var draws = RandomStream(seed: 5)
    for _ in 0..<500 {
      let share = 0.999 * draws.uniform()
      let classes = 2 + Int(draws.uniform() * 4)
      let clean = draws.uniform()
      let other = min(clean, 1 - clean) * (classes == 2 ? 1 : draws.uniform())
      let (first, second) = (classes == 2 ? max(clean, 1 - clean) : clean, other)
      func noisy(_ value: Double) -> Double { (1 - share) * value + share / Double(classes) }
      let radius = try CertifiedRadius(
        top: noisy(first), second: noisy(second), share: share, outcomeCount: classes)
      #expect(radius.byPrivacy <= radius.byDifference + 1e-12)
      if classes == 2 { #expect(radius.byDifference <= radius.byTesting + 1e-9) }
    }
  }

  @Test("Within the radius no rotation of a qubit changes the decision, and just beyond it one does")
  func sound() throws {
    // cos a |0> + sin a |1>, decided by its sign of Z: the boundary is at 45 degrees.
    for angle in [0.1, 0.3, 0.6] {
      let radius = try CertifiedRadius(top: cos(angle) * cos(angle), second: sin(angle) * sin(angle))
      let turn = asin(radius.byTesting)
      #expect(cos(2 * (angle + 0.999 * turn)) > 0)
      #expect(cos(2 * (angle + 1.001 * turn)) < 0)
    }
  }

  @Test("Counts certify less than what they estimate, more with more shots, and nothing where classes tie")
  func counts() throws {
    var last = 0.0
    for scale in [1, 10, 100, 1000] {
      let radius = try CertifiedRadius(counts: [85 * scale, 15 * scale], confidence: 0.999)
      #expect(radius.byTesting > last && radius.byTesting < 0.378059)
      last = radius.byTesting
    }
    #expect(last > 0.37)
    // Shots that such noise hardly gives certify no more than it leaves, and ties of any number of classes nothing.
    let unlikely = try CertifiedRadius(counts: [10_000, 0], confidence: 0.99, share: 0.5)
    #expect(unlikely.top == 0.75 && unlikely.second == 0.25)
    for share in [0.0, 0.9] {
      #expect(try CertifiedRadius(counts: [3, 3, 2], confidence: 0.99, share: share).byDifference == 0)
    }
    for counts in [[500, 500], [1, 0], [3, 2, 1]] {
      let radius = try CertifiedRadius(counts: counts, confidence: 0.999)
      #expect(radius.byDifference == 0 && radius.byTesting == 0 && radius.fidelity == nil)
    }
  }

  @Test("Numbers that are no probabilities, and shots of nothing, are refused")
  func refusals() {
    for (top, second) in [(0.8, 0.3), (-0.1, 0.2), (.nan, 0.1), (1.5, 0)] {
      #expect(throws: DefenceError.self) { try CertifiedRadius(top: top, second: second) }
    }
    #expect(throws: DefenceError.self) { try CertifiedRadius(top: 0.6, second: 0.4, share: 1) }
    // More than noise leaves of any class.
    #expect(throws: DefenceError.self) { try CertifiedRadius(top: 0.99, second: 0.01, share: 0.5) }
    for counts in [[0, 0], [5], [], [-1, 3], [.max, .max]] {
      #expect(throws: DefenceError.self) { try CertifiedRadius(counts: counts, confidence: 0.99) }
    }
  }
}
