import Foundation
import Models
import Numerics
import Testing

@Suite struct SyntheticDataTests {
  private static let stream = RandomStream(seed: 11)

  @Test("A seed gives one set, and another seed another", arguments: SyntheticData.Kind.allCases)
  func seeds(kind: SyntheticData.Kind) throws {
    let recipe = try SyntheticData(kind, rowCount: 40)
    #expect(recipe.draw(from: Self.stream) == recipe.draw(from: Self.stream))
    #expect(recipe.draw(from: Self.stream) != recipe.draw(from: RandomStream(seed: 12)))
    #expect(recipe.draw(from: Self.stream).rowCount == 40)
  }

  @Test("Labels of cosine are 0.7 times the mean cosine of angles below pi")
  func cosine() throws {
    let set = try SyntheticData(.cosine, rowCount: 300, featureCount: 2).draw(from: Self.stream)
    guard case .targets(let targets) = set.labels else { throw DataError("no targets") }
    #expect(set.features.elements.allSatisfy { (0..<Double.pi).contains($0) })
    for (row, target) in targets.enumerated() {
      let mean = (cos(set.features[row, 0]) + cos(set.features[row, 1])) / 2
      #expect((target - 0.7 * mean).magnitude < 1e-15)
    }
    // Uniform angles have the mean pi / 2 and the variance pi^2 / 12.
    let mean = set.features.elements.reduce(0, +) / 600
    #expect((mean - .pi / 2).magnitude < 5 * (Double.pi * .pi / 12 / 600).squareRoot())
  }

  @Test("Moons without noise lie on their half circles")
  func moons() throws {
    let set = try SyntheticData(.twoMoons, rowCount: 50, noise: 0).draw(from: Self.stream)
    for row in 0..<50 {
      let (x, y) = (set.features[row, 0], set.features[row, 1])
      if row % 2 == 0 {
        #expect((x * x + y * y - 1).magnitude < 1e-15 && y >= 0)
      } else {
        #expect(((x - 1) * (x - 1) + (y - 0.5) * (y - 0.5) - 1).magnitude < 1e-15 && y <= 0.5)
      }
    }
  }

  @Test("Blobs have the variance 1 around their centers, and classes of equal size")
  func blobs() throws {
    let set = try SyntheticData(.blobs, rowCount: 600, featureCount: 3, classCount: 2).draw(from: Self.stream)
    guard case .classes(let places, _) = set.labels else { throw DataError("no classes") }
    #expect(places.count { $0 == 0 } == 300)
    for column in 0..<3 {
      let values = (0..<300).map { set.features[2 * $0, column] }
      let mean = values.reduce(0, +) / 300
      let variance = values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / 299
      // The variance of a sample variance of normal numbers is 2 / (n - 1).
      #expect((variance - 1).magnitude < 5 * (2.0 / 299).squareRoot())
    }
  }

  @Test("Every pattern of parity comes once before any comes again, with the parity of its bits")
  func parity() throws {
    let set = try SyntheticData(.parity, rowCount: 20, featureCount: 3).draw(from: Self.stream)
    guard case .classes(let places, _) = set.labels else { throw DataError("no classes") }
    for row in 0..<20 { #expect(Int(set.features.row(row).reduce(0, +)) % 2 == places[row]) }
    for start in [0, 8] { #expect(Set((start..<(start + 8)).map { Array(set.features.row($0)) }).count == 8) }
  }
}
