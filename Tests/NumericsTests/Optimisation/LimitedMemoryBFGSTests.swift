import Numerics
import Testing

@Suite struct LimitedMemoryBFGSTests {
  struct Results: Decodable {
    struct Result: Decodable {
      let name: Landscape
      let start: [Double]
      let minimum: Double
      let evaluations: Int
    }
    let quasiNewton: [Result]
  }

  private func minimised(_ landscape: Landscape, _ optimiser: LimitedMemoryBFGS) -> LimitedMemoryBFGS {
    var optimiser = optimiser
    while optimiser.end == nil, optimiser.evaluations < 5000 {
      optimiser.tell(value: landscape.value(optimiser.point), gradient: landscape.gradient(optimiser.point))
    }
    return optimiser
  }

  @Test("Finds SciPy's minima with about as many evaluations")
  func minima() throws {
    let results = try GoldenNumbers.read(Results.self, from: "optimisers.json").quasiNewton
    #expect(results.count == Landscape.allCases.count)
    for result in results {
      let optimiser = minimised(result.name, LimitedMemoryBFGS(start: result.start, gradientTolerance: 1e-7))
      #expect(optimiser.end == .converged, "\(result.name)")
      #expect(abs(optimiser.value - result.minimum) < 1e-9, "\(result.name)")
      #expect(optimiser.evaluations <= 5 + result.evaluations * 6 / 5, "\(result.name)")
    }
  }

  @Test("Converges to rounding where the gradient still tells what the value no longer does")
  func rounding() {
    var optimiser = LimitedMemoryBFGS(start: [0.4, -0.3], gradientTolerance: 1e-13)
    while optimiser.end == nil, optimiser.evaluations < 200 {
      let x = optimiser.point
      optimiser.tell(
        value: 1e3 + x[0] * x[0] + 3 * x[1] * x[1] + x[0] * x[1], gradient: [2 * x[0] + x[1], 6 * x[1] + x[0]])
    }
    #expect(optimiser.end == .converged)
  }

  @Test("Ends at once at a minimum, and at what is no number")
  func ends() {
    var atMinimum = LimitedMemoryBFGS(start: [1, 1])
    atMinimum.tell(value: 0, gradient: [0, 0])
    #expect(atMinimum.end == .converged)
    #expect(atMinimum.point == [1, 1])
    var nowhere = LimitedMemoryBFGS(start: [1, 1])
    nowhere.tell(value: .nan, gradient: [0, 1])
    #expect(nowhere.end == .notFinite)
  }

  @Test("Says that it stalls when the gradient is another function's")
  func wrongGradient() {
    var optimiser = LimitedMemoryBFGS(start: [0.5])
    while optimiser.end == nil, optimiser.evaluations < 200 {
      optimiser.tell(value: optimiser.point[0], gradient: [-1])
    }
    #expect(optimiser.end == .stalled)
    #expect(optimiser.point == [0.5])
  }

  @Test("Comes back from steps to where the function has no value")
  func walls() {
    var optimiser = LimitedMemoryBFGS(start: [0.9], gradientTolerance: 1e-9)
    while optimiser.end == nil, optimiser.evaluations < 200 {
      let x = optimiser.point[0]
      let isInside = x > 0.001
      optimiser.tell(value: isInside ? 1 / x + 1e4 * x : .nan, gradient: [isInside ? 1e4 - 1 / (x * x) : .infinity])
    }
    #expect(abs(optimiser.point[0] - 0.01) < 1e-9)
  }

  @Test("Goes on from a checkpoint with the same bits, wherever it was taken", arguments: [0, 1, 3, 8, 17])
  func checkpoint(evaluations: Int) throws {
    let start = LimitedMemoryBFGS(start: [-1.2, 1, -1.2, 1])
    var half = start
    for _ in 0..<evaluations {
      half.tell(value: Landscape.rosenbrock.value(half.point), gradient: Landscape.rosenbrock.gradient(half.point))
    }
    let back = try restored(half)
    #expect(back == half)
    #expect(back.fits(4) && !back.fits(3))
    #expect(try !shortened(back).fits(4))
    #expect(minimised(.rosenbrock, back) == minimised(.rosenbrock, start))
  }
}
