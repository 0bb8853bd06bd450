import Devices
import Execution
import Studies
import Testing

@Suite struct StudyPlanTests {
  @Test("cells are all points of all analyses but those where there is nothing to do")
  func countsCells() throws {
    let (_, plan) = try StudyBench.plan(StudyBench.study())
    // 2 models, 2 backends, 2 numbers of shots; the fidelity of the ideal machine is not asked.
    #expect(plan.cells.count == 8 + 4)
    #expect(Set(plan.cells.map(\.id)).count == 12)
  }

  @Test("editing the grid leaves the ids of other cells as they were")
  func keepsIDs() throws {
    let (_, plan) = try StudyBench.plan(StudyBench.study())
    let wider = StudyBench.small.replacing("[32, 128]", with: "[16, 32, 128, 512]").replacing(
      "seeds: 2", with: "seeds: 3")
    let (_, other) = try StudyBench.plan(StudyBench.study(wider))
    #expect(Set(plan.cells.map(\.id)).isSubset(of: other.cells.map(\.id)))
    let again = StudyBench.small.replacing("repetitions: 2", with: "repetitions: 5")
    let (_, changed) = try StudyBench.plan(StudyBench.study(again))
    #expect(Set(plan.cells.map(\.id)).intersection(changed.cells.map(\.id)).count == 4)
  }

  @Test("circuits and shots are counted before any is run, as they are run")
  func predictsSpending() async throws {
    let spent = try await StudyBench.withFolder { folder in
      try await StudyBench.run(in: folder)
    }
    let (_, plan) = try StudyBench.plan(StudyBench.study())
    #expect(plan.spending.shots == spent.shots)
    #expect(plan.lines.map(\.cells) == [4, 4, 4])
  }

  @Test("a budget that is too small refuses the study before anything is run")
  func refusesOverspending() throws {
    let text = StudyBench.small.replacing("seed: 3,", with: "seed: 3, budget: { shots: 1000 },")
    let error = try #require(throws: StudyError.self) { try StudyBench.plan(StudyBench.study(text)) }
    #expect(error.message.contains("but its budget is 1000"))
  }

  /// A bench whose noisy machine is somebody else's, with a price list.
  private func plan(_ text: String, price: Device.Price?) throws -> StudyPlan {
    let resolver = StudyResolver(
      kernel: "test",
      backend: { (name) throws(StudyError) in
        let found = try StudyBench.resolver.backend(name)
        guard name != "ideal" else { return found }
        return StudyResolver.FoundBackend(
          PricedBackend(found.backend, price: price), calibrationID: nil, calibrationDate: nil, isRemote: true)
      }, model: StudyBench.resolver.model)
    let study = try StudyBench.study(text)
    return try StudyPlan(study, on: Workbench(study, resolver: resolver))
  }

  /// A machine that is only asked for its price.
  private struct PricedBackend: Backend {
    let name: String
    let device: Device

    init(_ backend: any Backend, price: Device.Price?) {
      name = backend.name
      var device = backend.device
      device.price = price
      self.device = device
    }

    func run(_ batch: Batch) async throws(BackendError) -> [Sample] { [] }
  }

  @Test("what is simulated costs nothing; a machine with a price list costs what that says, before anything is run")
  func knowsCosts() throws {
    let (_, free) = try StudyBench.plan(
      StudyBench.study(StudyBench.small.replacing("seed: 3", with: "seed: 3, budget: { cost: 0 }")))
    #expect(free.spending.cost == 0 && free.currency == nil)
    let price = Device.Price(
      currency: "USD", perTask: 0.3, perShot: 0.01, date: "2026-07-01", source: "a test")
    let paid = try plan(StudyBench.small, price: price)
    let remote = paid.lines.filter { $0.backend == "noisy-ibm_manila" }
    let (circuits, shots) = remote.reduce((0, 0)) { ($0.0 + $1.spending.circuits, $0.1 + $1.spending.shots) }
    let expected = 0.3 * Double(circuits) + 0.01 * Double(shots)
    let cost = try #require(paid.spending.cost)
    #expect(circuits > 0 && abs(cost - expected) < 1e-9 * expected)
    #expect(paid.currency == "USD" && paid.lines.first { $0.backend == "ideal" }?.spending.cost == 0)
    func budget(_ cost: Double) -> String {
      StudyBench.small.replacing("seed: 3", with: "seed: 3, budget: { cost: \(cost) }")
    }
    _ = try plan(budget(expected + 1), price: price)
    let error = try #require(throws: StudyError.self) { try plan(budget(expected - 1), price: price) }
    #expect(error.message.contains("USD, but its budget is"), "\(error.message)")
    let byTime = Device.Price(currency: "USD", perSecond: 1.6, date: "2026-07-01", source: "a test")
    for price in [byTime, nil] {
      #expect(try plan(StudyBench.small, price: price).spending.cost == nil)
      let error = try #require(throws: StudyError.self) { try plan(budget(1e9), price: price) }
      #expect(error.message.contains("nobody knows what the study costs at"), "\(error.message)")
    }
  }

  @Test("shards share all cells without a common one, and keep models that are trained together", arguments: 1...5)
  func deals(_ count: Int) throws {
    let text = StudyBench.small.replacing("seeds: 2,", with: "seeds: 2,").replacing(
      "model: {", with: "training: { epochs: 1 }, model: {")
    for text in [StudyBench.small, text] {
      let (_, plan) = try StudyBench.plan(StudyBench.study(text))
      let shards = try (1...count).map { try #require(Shard("\($0)/\(count)")) }.map { plan.cells(of: $0) }
      #expect(shards.flatMap { $0.map(\.id) }.sorted() == plan.cells.map(\.id).sorted())
      for group in Set(plan.cells.map(\.group)) {
        #expect(shards.count { shard in shard.contains { $0.group == group } } == 1)
      }
    }
  }

  @Test("a shard is I/N with I from 1 to N", arguments: ["0/3", "4/3", "1", "1/0", "a/b", "1/2/3", "-1/3", ""])
  func refusesShards(_ text: String) {
    #expect(Shard(text) == nil)
  }

  @Test("an analysis with nothing to do says what it needs")
  func refusesIdleAnalyses() throws {
    let text = StudyBench.small.replacing("[\"ideal\", \"noisy-ibm_manila\"]", with: "\"ideal\"")
    let error = try #require(throws: StudyError.self) { try StudyBench.plan(StudyBench.study(text)) }
    #expect(error.message.contains("\"simulator-fidelity\" has nothing to do"))
  }

  @Test(
    "what does not fit memory is refused by the plan",
    arguments: [
      ("repetitions: 2", "repetitions: 100000", "are held at once"),
      ("seeds: 2", "seeds: 10000, batchSizes: [1,2,3,4,5,6,7,8,9,10,11,12]", "a study has at most 1000000 cells"),
    ])
  func refusesTooMuch(_ change: (String, String, message: String)) throws {
    var text = StudyBench.small.replacing(change.0, with: change.1)
    text = text.replacing("shots: [32, 128]", with: "batchSizes: 12, shots: [32, 128, 1, 2, 3, 4, 5, 6]")
    if change.1.contains("batchSizes") { text = text.replacing("batchSizes: 12, ", with: "") }
    let error = try #require(throws: StudyError.self) { try StudyBench.plan(StudyBench.study(text)) }
    #expect(error.message.contains(change.message), "\(error.message)")
  }

  @Test("shots beyond all numbers are counted as the largest")
  func saturates() throws {
    let text = StudyBench.small.replacing("[32, 128]", with: "[1000000000, 999999999]")
      .replacing("repetitions: 2", with: "repetitions: 10000").replacing("points: 2", with: "points: 100000")
    let (_, plan) = try StudyBench.plan(StudyBench.study(text))
    #expect(plan.spending.shots > 0 && plan.spending.wholeSeconds > 0)
  }

  @Test("a batch larger than the data is refused")
  func refusesLargeBatches() throws {
    let text = StudyBench.small.replacing("seeds: 2", with: "seeds: 2, batchSizes: 13")
    let error = try #require(throws: StudyError.self) { try StudyBench.plan(StudyBench.study(text)) }
    #expect(error.message.contains("a batch of 13 rows needs more than the 12"))
  }
}
