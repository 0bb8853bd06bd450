@testable import Inversion
import Models
import Numerics
import Synchronization
import Testing

@Suite struct StartScreeningTests {
  /// Distances of the sum of squares from 0 at points.
  private func costs(_ search: LeastSquaresSearch, _ points: [[Double]]) throws -> [Double] {
    try search.observation.predictions(of: points, target: search.target, metric: nil, wantsJacobian: false)
      .map { prediction in zip(search.target, prediction.values).reduce(0) { $0 + ($1.0 - $1.1) * ($1.0 - $1.1) } }
  }

  @Test("starts chosen further on in the sequence are others, and as good")
  func further() throws {
    let instance = try Instance("zz-efficient-2", seed: 1)
    let search = LeastSquaresSearch(
      try CircuitObservation(instance.evidence, on: nil), target: instance.evidence.values)
    var asked: [Range<Int>] = []
    let screening = StartScreening(
      search: search, domain: try InputDomain(of: instance.evidence),
      sequence: { places in
        asked.append(places)
        return places.flatMap {
          [0.618034 * Double($0), 0.4142136 * Double($0)].map { $0.truncatingRemainder(dividingBy: 1) }
        }
      }, isSame: { zip($0, $1).allSatisfy { ($0 - $1).magnitude < 0.05 } }, costOfLook: 1)
    let plain = (0..<8).map { [0.1 + 0.3 * Double($0), 0.2] }
    let begun = StartScreening.Starts(points: plain, evaluations: 0, looks: 0..<256)
    let found = try #require(try screening.further(begun, count: 8))
    let next = try #require(try screening.further(found, count: 3))
    #expect(asked == [256..<512, 512..<768])
    #expect(found.points.count == 8 && next.points.count == 3 && found.evaluations > 256)
    #expect(next.points.allSatisfy { !found.points.contains($0) })
    let least = try #require(try costs(search, found.points).max())
    #expect(try costs(search, plain).allSatisfy { $0 > least })
    let ending = try screening.further(StartScreening.Starts(points: plain), count: 8)
    #expect(ending == nil)
  }

  @Test("many starts are chosen among more looks than few are", .enabled(if: Scale.isFull))
  func manyStarts() throws {
    let instance = try Instance("zz-efficient-3", seed: 1)
    let finding = try LeastSquaresAttack(AttackSettings(starts: 8200, threadCount: 2)).find(instance.evidence)
    #expect(try instance.error(of: finding) < 1e-20)
    // Few starts are chosen among half a million at most.
    #expect(finding.evaluations > 4_000_000)
  }

  @Test("what the first looks miss is found by further ones", .enabled(if: Scale.isFull))
  func lost() throws {
    let instance = try Instance("zz-efficient-6", seed: 3)
    let finding = try LeastSquaresAttack(AttackSettings(starts: 200, threadCount: 2)).find(instance.evidence)
    #expect(try instance.error(of: finding) < 1e-20)
    // A first look with its descents takes less than half of this.
    #expect(finding.evaluations > 1_000_000)
  }

  @Test(
    "where a match may hide, further looks make sure that it is the only one, more of them once it is found",
    .enabled(if: Scale.isFull), arguments: [("zz-efficient-5", 8, 8), ("zz-linear-6", 96, 192)])
  func sure(model: String, unmatched: Int, matched: Int) throws {
    let reports = Mutex<[[Int]]>([])
    var settings = AttackSettings(threadCount: 2)
    settings.report = { search in reports.withLock { $0.append([search.done, search.total, search.matches.count]) } }
    var races = 0
    for seed in 1...3 as ClosedRange<UInt64> {
      reports.withLock { $0 = [] }
      let instance = try Instance(model, seed: seed)
      let finding = try LeastSquaresAttack(settings).find(instance.evidence)
      #expect(finding.isCertified)
      #expect(try instance.error(of: finding) < 1e-20)
      let told = reports.withLock(\.self).filter { $0[0] > 0 }
      #expect(told.enumerated().allSatisfy { $1[0] == $0 + 1 && $1[1] == ($1[2] == 0 ? unmatched : matched) })
      #expect(told.last.map { $0[2] == 1 } ?? true)
      races += told.count
    }
    #expect(races > 0)
  }

  @Test("a match that few starts lead to is certified after more looks", .enabled(if: Scale.isFull))
  func certified() throws {
    for seed in 1...3 as ClosedRange<UInt64> {
      let instance = try Instance("zz-efficient-4", seed: seed)
      let finding = try LeastSquaresAttack().find(instance.evidence)
      #expect(finding.isCertified)
      #expect(try instance.error(of: finding) < 1e-20)
    }
  }
}
