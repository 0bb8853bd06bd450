import Circuits
import Models
import Numerics
import Simulation
import Testing

@Suite struct KernelTests {
  private static let kernel = FidelityKernel(.zzFeatureMap(), featureCount: 2)

  private static func rows(_ count: Int) -> [Double] {
    var draws = RandomStream(seed: 3).substream("rows")
    return (0..<2 * count).map { _ in draws.uniform() * 2 }
  }

  @Test("the circuit's probability of zeros is the overlap of the amplitudes")
  func circuitGivesKernel() throws {
    let rows = Self.rows(4)
    let matrix = try Self.kernel.matrix(of: rows)
    let function = try CircuitFunction(Self.kernel.circuit, observables: [Self.kernel.zeros])
    for (left, right) in [(0, 0), (0, 1), (2, 3), (3, 2)] {
      let point = Array(rows[2 * left..<2 * left + 2] + rows[2 * right..<2 * right + 2])
      #expect(abs(try function.values(at: point)[0] - matrix[4 * left + right]) < 1e-12)
    }
    #expect(abs(matrix[0] - 1) < 1e-12)
  }

  @Test("shots estimate the kernel within their noise, and not a row with itself")
  func shotsEstimateKernel() throws {
    let rows = Self.rows(8)
    let exact = try Self.kernel.matrix(of: rows)
    let shots = 4096
    let stream = RandomStream(seed: 9)
    let estimate = try Self.kernel.matrix(of: rows, shots: shots, stream: stream)
    for row in 0..<8 {
      #expect(estimate[9 * row] == 1)
      for column in 0..<row {
        #expect(estimate[8 * row + column] == estimate[8 * column + row])
        let deviation = (exact[8 * row + column] * (1 - exact[8 * row + column]) / Double(shots)).squareRoot()
        #expect(abs(estimate[8 * row + column] - exact[8 * row + column]) < 5 * deviation + 1e-12)
      }
    }
    #expect(try Self.kernel.values(rows, rows, shots: 100, stream: stream).count == 64)
  }

  @Test("two points on a line have the machine that is known: half each, and no bias")
  func knownMachine() {
    let points = [-1.0, 1]
    let machine = SupportVectorMachine(
      kernel: points.flatMap { x in points.map { x * $0 } }, signs: points, options: .init(penalty: 10))
    #expect(machine.coefficients == [-0.5, 0.5])
    #expect(machine.bias == 0 && machine.isConverged)
    #expect(machine.decision(points.map { 3 * $0 }) == 3)
  }

  @Test("a machine with rows inside the margin meets the conditions of an optimum")
  func boundedMachine() {
    let points = [0.0, 0.4, 0.9, 1.1, 1.5, 2.2, 2.3, 3.0]
    let signs = [1.0, 1, -1, 1, -1, -1, 1, -1]
    let kernel = points.flatMap { x in points.map { Complex.exponential(-(x - $0) * (x - $0)) } }
    let machine = SupportVectorMachine(kernel: kernel, signs: signs, options: .init(penalty: 1.5, tolerance: 1e-10))
    #expect(machine.isConverged)
    #expect(abs(machine.coefficients.reduce(0, +)) < 1e-12)
    for row in points.indices {
      let multiplier = machine.coefficients[row] * signs[row]
      let margin = signs[row] * machine.decision(kernel[8 * row..<8 * row + 8])
      #expect(multiplier >= 0 && multiplier <= 1.5)
      if multiplier < 1.5 - 1e-9 { #expect(margin > 1 - 1e-8) }
      if multiplier > 1e-9 { #expect(margin < 1 + 1e-8) }
    }
  }

  @Test("three classes at three places are told apart, by shots too")
  func classifies() throws {
    let kernel = FidelityKernel(.angle(), featureCount: 2)
    let centres: [(label: Int, x: Double, y: Double)] = [(2, 0.2, 0.2), (5, 2.2, 0.3), (7, 1, 2.5)]
    var draws = RandomStream(seed: 21).substream("classes")
    var (rows, labels): ([Double], [Int]) = ([], [])
    for place in 0..<24 {
      let centre = centres[place % 3]
      rows += [centre.x + 0.4 * draws.uniform(), centre.y + 0.4 * draws.uniform()]
      labels.append(centre.label)
    }
    let exact = try KernelClassifier(kernel, rows: rows, labels: labels)
    #expect(exact.classes == [2, 5, 7])
    #expect(try exact.predictions(for: rows) == labels)
    #expect((3...24).contains(exact.supportVectorCount))
    let sampled = try KernelClassifier(
      kernel, rows: rows, labels: labels, shots: 1000, stream: RandomStream(seed: 4))
    #expect(try sampled.predictions(for: rows, shots: 1000, stream: RandomStream(seed: 5)) == labels)
  }

  @Test("one class is always that class, and no rows give no answer")
  func degenerateCases() throws {
    let kernel = FidelityKernel(.angle(), featureCount: 1)
    #expect(try KernelClassifier(kernel, rows: [0.1, 0.2], labels: [4, 4]).predictions(for: [2]) == [4])
    #expect(try KernelClassifier(kernel, rows: [], labels: []).predictions(for: [2]).isEmpty)
  }
}

extension Complex {
  fileprivate static func exponential(_ x: Double) -> Double { AngleFunction.exp.evaluate(x) }
}
