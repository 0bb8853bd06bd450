import Foundation
import Models
import Numerics
import Testing

@Suite struct LossTests {

  @Test("Cotangents are the derivatives of the mean loss", arguments: Loss.allCases)
  func cotangents(loss: Loss) throws {
    var stream = RandomStream(seed: 4).substream(loss.rawValue)
    var cases: [(labels: Labels, width: Int)] = [
      (.classes([2, 0, 1, 1], names: ["a", "b", "c"]), 3), (.classes([1, 0], names: ["a", "b"]), 2),
    ]
    if loss == .meanSquaredError { cases.append((.targets([0.3, -1]), 1)) }
    if loss == .meanSquaredError || loss == .hinge { cases.append((.classes([1, 0, 0], names: ["a", "b"]), 1)) }
    for (labels, width) in cases {
      try loss.check(outputCount: width, labels: labels)
      let outputs = (0..<labels.count * width).map { _ in stream.uniform() * 3 - 1.5 }
      let rows = Array(0..<labels.count)
      let exact = loss.evaluate(outputs, labels, rows: rows)
      let values = loss.values(outputs, labels)
      #expect(abs(exact.value - values.reduce(0, +) / Double(values.count)) < 1e-15)
      for place in outputs.indices {
        let sides = [1e-6, -1e-6].map { step in
          var moved = outputs
          moved[place] += step
          return loss.evaluate(moved, labels, rows: rows).value
        }
        #expect(abs(exact.cotangents[place] - (sides[0] - sides[1]) / 2e-6) < 1e-8)
      }
    }
  }

  @Test("Losses have their known values")
  func knownValues() {
    let labels = Labels.classes([0], names: ["a", "b", "c"])
    let scores = [1.0, 2, 3]
    let rest = 1 + exp(1.0) + exp(2.0)
    #expect(abs(Loss.crossEntropy.values(scores, labels)[0] - log(rest)) < 1e-15)
    let shares = [1 / rest, exp(1.0) / rest, exp(2.0) / rest]
    let binary = -log(shares[0]) - log(1 - shares[1]) - log(1 - shares[2])
    #expect(abs(Loss.binaryPerClass.values(scores, labels)[0] - binary) < 1e-14)
    #expect(Loss.hinge.values(scores, labels) == [3])
    #expect(Loss.meanSquaredError.values(scores, labels) == [0 + 4 + 9])
    #expect(Loss.hinge.values([0.25, 0.25], .classes([0, 1], names: ["a", "b"])) == [1.25, 0.75])
  }

  @Test("Scores far apart lose no digits and overflow nothing")
  func extremes() {
    let labels = Labels.classes([0, 1], names: ["a", "b"])
    for loss in [Loss.crossEntropy, .binaryPerClass] {
      let result = loss.evaluate([0, 1000, 0, 1000], labels, rows: [0, 1])
      let factor = loss == .crossEntropy ? 1.0 : 2
      #expect(result.value == factor * 500)
      #expect(result.cotangents == [-factor / 2, factor / 2, 0, 0])
      let close = loss.evaluate([40, 0], .classes([0], names: ["a", "b"]), rows: [0])
      #expect(abs(close.value - factor * exp(-40.0)) < 1e-16)
    }
  }

  @Test("Labels that a loss cannot use are refused")
  func refusals() {
    let cases: [(Loss, Int, Labels)] = [
      (.crossEntropy, 1, .classes([0, 1], names: ["a", "b"])), (.crossEntropy, 1, .targets([1])),
      (.meanSquaredError, 2, .targets([1])), (.meanSquaredError, 2, .classes([0], names: ["a", "b", "c"])),
      (.hinge, 1, .classes([0], names: ["a", "b", "c"])), (.crossEntropy, 1, .classes([0], names: ["a"])),
    ]
    for (loss, width, labels) in cases {
      #expect(throws: ModelError.self) { try loss.check(outputCount: width, labels: labels) }
    }
  }

  @Test("Metrics count what is right, for each class alone and on the whole")
  func metrics() throws {
    let labels = Labels.classes([0, 0, 0, 1, 2], names: ["a", "b", "c", "d"])
    let outputs = [2.0, 0, 0, 0, 1, 1, 0, 0, 0, 1, 0, 0, 0, 3, 0, 0, 0, 0, 0, 1]
    guard case .classification(let metrics) = Metrics(outputs, labels) else {
      Issue.record("no classification")
      return
    }
    #expect(metrics.confusion == [[2, 1, 0, 0], [0, 1, 0, 0], [0, 0, 0, 1], [0, 0, 0, 0]])
    #expect(metrics.accuracy == Proportion(successes: 3, trials: 5))
    #expect(abs(metrics.balancedAccuracy - (2.0 / 3 + 1 + 0) / 3) < 1e-15)
    let interval = metrics.accuracy.wilsonInterval()
    #expect(abs(interval.lowerBound - 0.23072) < 1e-5 && abs(interval.upperBound - 0.88238) < 1e-5)
    let logLoss = Loss.crossEntropy.values(outputs, labels).reduce(0, +) / 5
    #expect(metrics.logLoss == logLoss)
    #expect(ClassificationMetrics.predictions([0.1, -0.1, 0], rowCount: 3) == [1, 0, 0])
    guard case .regression(let regression) = Metrics([1, 2, 2], .targets([1, 2, 3])) else {
      Issue.record("no regression")
      return
    }
    #expect(regression.meanSquaredError == 1.0 / 3 && regression.determination == 0.5)
    #expect(Metrics([1, 2], .targets([3, 3])).score == nil)
  }

  @Test("The error bar of R^2 holds it, and is no wider than the scatter of the rows makes it")
  func determination() throws {
    var stream = RandomStream(seed: 14)
    let targets = (0..<60).map { Double($0) / 60 }
    let outputs = targets.map { $0 + 0.1 * (stream.uniform() - 0.5) }
    let determination = try #require(Metrics(outputs, .targets(targets)).score)
    let interval = try #require(RegressionMetrics.determinationInterval(outputs, targets, stream: stream))
    #expect(interval.contains(determination))
    #expect(interval.upperBound < 1 && interval.lowerBound > 0.98)
    #expect(RegressionMetrics.determinationInterval([1, 2], [3, 3], stream: stream) == nil)
  }
}
