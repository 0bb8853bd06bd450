import Numerics
import Testing

@Suite struct COBYLATests {
  struct Results: Decodable {
    struct Result: Decodable {
      let name: String
      let start: [Double]
      let radius: Double
      let finalRadius: Double
      let bounds: [[Double]]?
      let minimum: Double
      let evaluations: Int

      var landscape: Landscape? {
        Landscape.allCases.first { name.split(separator: "-").contains(Substring($0.rawValue)) }
      }
    }
    let cobyla: [Result]
  }

  @Test("Finds the minima of SciPy's COBYLA, or better, with about as many evaluations, and never leaves the bounds")
  func minima() throws {
    let results = try GoldenNumbers.read(Results.self, from: "optimisers.json").cobyla
    #expect(results.count == 7)
    for result in results {
      let landscape = try #require(result.landscape)
      let bounds = result.bounds.map { $0.map { $0[0]...$0[1] } }
      var optimiser = COBYLA(
        start: result.start, radius: result.radius, finalRadius: result.finalRadius, bounds: bounds)
      while optimiser.end == nil, optimiser.evaluations < 20_000 {
        for (place, range) in (bounds ?? []).enumerated() { #expect(range.contains(optimiser.point[place])) }
        optimiser.tell(landscape.value(optimiser.point))
      }
      #expect(optimiser.end == .converged, "\(result.name)")
      #expect(optimiser.bestValue == landscape.value(optimiser.point), "\(result.name)")
      // Neither comes to the end of Rosenbrock's valley.
      let tolerance = result.name == "rosenbrock-2" ? 1e-3 : 1e-5
      #expect(optimiser.bestValue < result.minimum + tolerance, "\(result.name)")
      #expect(optimiser.evaluations < 20 + result.evaluations * 6 / 5, "\(result.name)")
    }
  }

  @Test("Ends where a bound holds it, in a corner")
  func corner() {
    var optimiser = COBYLA(
      start: [0.5, 0.5, 5], radius: 10, finalRadius: 1e-8, bounds: [0...1, 0...1, -2...0.5])
    #expect(optimiser.point == [0.5, 0.5, 0.5])
    while optimiser.end == nil, optimiser.evaluations < 1000 {
      optimiser.tell(2 * optimiser.point[0] - optimiser.point[1] + 0.1 * optimiser.point[2])
    }
    #expect(optimiser.end == .converged)
    #expect(optimiser.best == [0, 1, -2])
  }

  @Test("Takes what is no number for a large value, and nothing to vary for an end")
  func odd() throws {
    var optimiser = COBYLA(start: [3, 3], finalRadius: 1e-3)
    while optimiser.end == nil, optimiser.evaluations < 1000 {
      let x = optimiser.point
      optimiser.tell(x[0] < 1 ? .nan : x[0] * x[0] + x[1] * x[1])
    }
    #expect(optimiser.end != nil)
    #expect(optimiser.bestValue < 3)
    #expect(COBYLA(start: []).end == .converged)
    let unbounded = COBYLA(start: [1], bounds: [-.infinity ... .infinity])
    #expect(try restored(unbounded) == unbounded)
    #expect(COBYLA(start: [1], radius: .nan).end == .converged)
    #expect(COBYLA(start: [1], radius: .infinity).end == .converged)
  }

  @Test("Goes on from a checkpoint with the same bits, wherever it was taken", arguments: [0, 2, 5, 20, 41])
  func checkpoint(evaluations: Int) throws {
    func tell(_ optimiser: inout COBYLA, _ count: Int) {
      for _ in 0..<count { optimiser.tell(Landscape.waves.value(optimiser.point)) }
    }
    var half = COBYLA(start: [0.3, 1.2, 2.5, 0.7], bounds: Array(repeating: -1...3, count: 4))
    tell(&half, evaluations)
    var back = try restored(half)
    #expect(back == half)
    #expect(back.fits(4) && !back.fits(3))
    #expect(try !shortened(COBYLA(start: half.point)).fits(4))
    tell(&half, 100)
    tell(&back, 100)
    #expect(back == half)
  }
}
