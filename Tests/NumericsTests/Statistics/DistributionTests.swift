import Numerics
import Testing

@Suite struct DistributionTests {
  struct Results: Decodable {
    struct Result: Decodable {
      let function: String
      let arguments: [Double]
      let values: [Double]
    }
    let probabilities: [Result]
    let quantiles: [Result]
  }

  private func tails(_ result: Results.Result) throws -> [Double] {
    let (first, last) = (result.arguments[0], try #require(result.arguments.last))
    switch result.function {
    case "normal": return [NormalDistribution.cumulative(last), NormalDistribution.survival(last)]
    case "chi-squared":
      let distribution = ChiSquaredDistribution(degreesOfFreedom: first)
      return [distribution.cumulative(last), distribution.survival(last)]
    case "student":
      let distribution = StudentDistribution(degreesOfFreedom: first)
      return [distribution.cumulative(last), distribution.survival(last)]
    default:
      let distribution = BetaDistribution(first, result.arguments[1])
      return [distribution.cumulative(last), distribution.survival(last)]
    }
  }

  private func quantile(_ result: Results.Result) throws -> Double {
    let (first, last) = (result.arguments[0], try #require(result.arguments.last))
    return switch result.function {
    case "normal": NormalDistribution.quantile(last)
    case "chi-squared": ChiSquaredDistribution(degreesOfFreedom: first).quantile(last)
    case "student": StudentDistribution(degreesOfFreedom: first).quantile(last)
    default: BetaDistribution(first, result.arguments[1]).quantile(last)
    }
  }

  @Test("Probabilities are mpmath's, the small tail too")
  func probabilities() throws {
    let results = try GoldenNumbers.read(Results.self, from: "statistics.json").probabilities
    #expect(results.count > 100)
    for result in results {
      for (found, expected) in zip(try tails(result), result.values) {
        #expect(relativeError(found, expected) < 1e-12, "\(result.function) \(result.arguments)")
      }
    }
  }

  @Test("Quantiles are mpmath's")
  func quantiles() throws {
    let results = try GoldenNumbers.read(Results.self, from: "statistics.json").quantiles
    #expect(results.count > 80)
    for result in results {
      let found = try quantile(result)
      #expect(relativeError(found, result.values[0]) < 1e-12, "\(result.function) \(result.arguments): \(found)")
    }
  }

  @Test("Ends and what is outside have their answers")
  func ends() {
    #expect(NormalDistribution.quantile(0) == -.infinity && NormalDistribution.quantile(1) == .infinity)
    #expect(NormalDistribution.quantile(0.5).magnitude < 1e-15)
    #expect(StudentDistribution(degreesOfFreedom: 3).quantile(0.5) == 0)
    #expect(StudentDistribution(degreesOfFreedom: 3).quantile(1) == .infinity)
    #expect(ChiSquaredDistribution(degreesOfFreedom: 3).quantile(0) == 0)
    #expect(ChiSquaredDistribution(degreesOfFreedom: 3).quantile(1) == .infinity)
    #expect(BetaDistribution(2, 3).quantile(0) == 0 && BetaDistribution(2, 3).quantile(1) == 1)
    #expect(StudentDistribution(degreesOfFreedom: 2).cumulative(.infinity) == 1)
    #expect(StudentDistribution(degreesOfFreedom: 2).cumulative(-1e300) < 1e-300)
  }

  @Test("What has no answer is no number", arguments: [-1, 0, .nan, .infinity] as [Double])
  func odd(shape: Double) {
    #expect(ChiSquaredDistribution(degreesOfFreedom: shape).cumulative(1).isNaN)
    #expect(ChiSquaredDistribution(degreesOfFreedom: shape).quantile(0.3).isNaN)
    #expect(BetaDistribution(shape, 1).cumulative(0.5).isNaN)
    #expect(BetaDistribution(shape, 1).quantile(0.5).isNaN)
    #expect(StudentDistribution(degreesOfFreedom: shape).quantile(0.3).isNaN)
    #expect(NormalDistribution.quantile(2).isNaN && NormalDistribution.quantile(.nan).isNaN)
    #expect(ChiSquaredDistribution(degreesOfFreedom: 3).quantile(-0.1).isNaN)
  }
}
