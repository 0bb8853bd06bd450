import Numerics
import Testing

@Suite struct NestedMeansTests {
  private static let stream = RandomStream(seed: 61)

  private static func width(_ interval: ClosedRange<Double>?) -> Double? {
    interval.map { $0.upperBound - $0.lowerBound }
  }

  @Test("A mean is over cells, each of which is a function of the mean of its repetitions")
  func means() {
    let means = NestedMeans(
      [
        NestedMeans.Cell(point: 0, units: [0], repetitions: [1, 7]) { $0.squareRoot() },
        NestedMeans.Cell(point: 0, units: [1], repetitions: [16]) { $0.squareRoot() },
        NestedMeans.Cell(point: 2, units: [1], repetitions: [5]),
      ], pointCount: 3)
    #expect(means.means[0] == 3 && means.means[1].isNaN && means.means[2] == 5)
  }

  @Test("Models that are the same at every point are drawn once for all points")
  func joint() throws {
    let values = [3.0, 1, 4, 1.5, 5.9, 2.6]
    func cells(_ point: Int, _ scale: Double) -> [NestedMeans.Cell] {
      values.enumerated().map { NestedMeans.Cell(point: point, units: [$0], repetitions: [10 + scale * $1]) }
    }
    let one = NestedMeans(cells(0, 1), pointCount: 1).band(stream: Self.stream)
    let three = NestedMeans(cells(0, 1) + cells(1, 2) + cells(2, -1), pointCount: 3).band(stream: Self.stream)
    // Errors that go together reach as far as one alone; drawn apart, three would reach further.
    let alone = try #require(Self.width(one[0]))
    for (interval, scale) in zip(three, [1.0, 2, 1]) {
      #expect(abs(try #require(Self.width(interval)) - scale * alone) < 1e-9)
    }
    #expect(NestedMeans(cells(0, 1), pointCount: 1).drawing == .units(level: 0, count: 6))
  }

  @Test("A band over many points is wider than the interval of one of them")
  func pointwise() throws {
    var stream = Self.stream
    let cells = (0..<6).flatMap { point in
      (0..<5).map { NestedMeans.Cell(point: point, units: [$0], repetitions: stream.normals(4)) }
    }
    let band = NestedMeans(cells, pointCount: 6).band(stream: stream)
    for point in 0..<6 {
      let own = cells.filter { $0.point == point }
      let alone = NestedMeans(
        own.map { NestedMeans.Cell(point: 0, units: $0.units, repetitions: $0.repetitions) }, pointCount: 1
      ).band(stream: stream)[0]
      #expect(try #require(Self.width(alone)) < #require(Self.width(band[point])))
    }
  }

  @Test("Of one or two models the repetitions alone are drawn; where there are too few of those too, nothing is")
  func few() {
    func means(_ models: Int, _ repetitions: Int) -> NestedMeans {
      let cells = (0..<models).map { model in
        NestedMeans.Cell(point: 0, units: [model, 0], repetitions: (0..<repetitions).map { Double($0 * $0 + model) })
      }
      return NestedMeans(cells, pointCount: 1)
    }
    #expect(means(2, 3).drawing == .repetitions(3) && means(2, 3).band(stream: Self.stream)[0] != nil)
    #expect(means(2, 2).drawing == nil && means(2, 2).band(stream: Self.stream) == [nil])
    #expect(means(3, 1).drawing == .units(level: 0, count: 3))
    #expect(NestedMeans([], pointCount: 2).band(stream: Self.stream) == [nil, nil])
  }

  @Test("Inputs within a model are drawn where there is one model, and below it where there are several")
  func levels() throws {
    func means(_ models: Int, _ inputs: Int) -> NestedMeans {
      let cells = (0..<models).flatMap { model in
        (0..<inputs).map { input in
          let value = Double(10 * model + (input == 0 ? 1 : 0))
          return NestedMeans.Cell(point: 0, units: [model, input], repetitions: [value])
        }
      }
      return NestedMeans(cells, pointCount: 1)
    }
    #expect(means(1, 4).drawing == .units(level: 1, count: 4))
    #expect(means(2, 3).drawing == .units(level: 1, count: 6))
    #expect(means(2, 2).drawing == nil)
    #expect(means(4, 2).drawing == .units(level: 0, count: 4))
    // Two models that are kept as they are add nothing: their distance does not show.
    let kept = try #require(Self.width(means(2, 3).band(stream: Self.stream)[0]))
    let drawn = try #require(Self.width(means(4, 3).band(stream: Self.stream)[0]))
    #expect(kept < 10 && drawn > 10)
  }

  @Test("A point with fewer models than the others show has no interval, and does not stop them")
  func gaps() {
    let cells = (0..<5).flatMap { model in
      (0..<(model < 2 ? 3 : 2)).map { point in
        NestedMeans.Cell(point: point, units: [model], repetitions: [Double(model * model + point)])
      }
    }
    let band = NestedMeans(cells, pointCount: 3).band(stream: Self.stream)
    #expect(band[0] != nil && band[1] != nil && band[2] == nil)
  }

  @Test("A band of logarithms stays above zero, and there is none where a mean is not")
  func logarithms() throws {
    func band(_ values: [Double], onLogarithms: Bool) -> ClosedRange<Double>? {
      NestedMeans(
        values.enumerated().map { NestedMeans.Cell(point: 0, units: [$0], repetitions: [$1]) }, pointCount: 1
      ).band(onLogarithms: onLogarithms, stream: Self.stream)[0]
    }
    let values = [0.1, 10, 3, 0.2]
    #expect(try #require(band(values, onLogarithms: false)).lowerBound < 0)
    #expect(try #require(band(values, onLogarithms: true)).lowerBound > 0)
    #expect(band([0, 0, 0], onLogarithms: true) == nil && band([-1, -2, -4], onLogarithms: true) == nil)
  }

  @Test("A band is widened as single intervals are expanded, and not at all for many units")
  func widened() throws {
    let replicates = (0..<400).map { [NormalDistribution.quantile((Double($0) + 0.5) / 400)] }
    let band = try #require(SimultaneousBand(estimates: [0], replicates: replicates))
    #expect(abs(band.reach - 1.96) < 0.05)
    // Student's quantile of 3 degrees of freedom at 97.5 % is 3.182.
    let four = try #require(band.widened(forUnits: 4))
    #expect(abs(four.reach / (3.182 * (4.0 / 3).squareRoot()) - 1) < 0.05)
    #expect(abs(try #require(band.widened(forUnits: 1_000_000)).reach / band.reach - 1) < 1e-4)
    #expect(band.widened(forUnits: 1) == nil)
    #expect(four.estimates == band.estimates && four.standardErrors == band.standardErrors)
  }

  @Test("A band holds all means of models, inputs and repetitions as often as it says, one of repetitions too seldom")
  func coverage() {
    let (models, inputs, points, repetitions) = Coverage.isFull ? (16, 2, 3, 2) : (10, 2, 3, 2)
    let coverages = Coverage.several(seed: 62, repetitions: 100) { stream in
      let effects = stream.normals(models)
      let cells = (0..<models).flatMap { model in
        (0..<inputs).flatMap { input in
          let effect = effects[model] + 0.5 * stream.normal()
          return (0..<points).map { point in
            // Models and inputs differ alike at every point, and a little on their own at each.
            let centre = effect + 0.3 * stream.normal()
            return NestedMeans.Cell(
              point: point, units: [model, input], repetitions: stream.normals(repetitions).map { centre + 0.4 * $0 })
          }
        }
      }
      let flat = cells.map {
        NestedMeans.Cell(point: $0.point, units: [], repetitions: $0.repetitions + $0.repetitions)
      }
      // The full run would take as long again.
      return (Coverage.isFull ? [cells] : [cells, flat]).map { cells in
        NestedMeans(cells, pointCount: points).band(resamples: Coverage.isFull ? 199 : 79, stream: stream)
          .allSatisfy { $0?.contains(0) ?? false }
      }
    }
    coverages[0].expectNominal("band of models, inputs and repetitions")
    if !Coverage.isFull { coverages[1].expectTooFew("band of repetitions alone") }
  }
}
