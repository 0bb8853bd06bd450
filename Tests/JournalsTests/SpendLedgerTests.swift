import Formats
import Journals
import Testing

@Suite struct SpendLedgerTests {
  private static func ledger(_ jobs: [(Intent, [JobEvent])]) -> SpendLedger {
    var records = JobRecords()
    let time = UTCTime(secondsSince1970: 0)
    for (number, (intent, events)) in jobs.enumerated() {
      var intent = intent
      intent.id = "\(number)"
      _ = records.apply(.intent(intent), to: intent.id, at: time)
      for (place, event) in events.enumerated() {
        _ = records.apply(event, to: intent.id, at: time.adding(seconds: 700 * place))
      }
    }
    return SpendLedger(records)
  }

  @Test(
    "bills count where there are some, estimates where a job is open or unknown, and nothing where it was not taken")
  func counts() {
    let three = JournalFixture.intent(cost: 3)
    let answered: [JobEvent] = [.sent, .answer(job: "j")]
    let ledger = Self.ledger([
      (three, []), (three, [.sent]), (three, [.sent, .ambiguous(reason: "")]), (three, answered),
      (three, answered + [.state(.failed, message: nil)]), (three, answered + [.bill(Cost(1.5, "USD"))]),
      (three, answered + [.bill(nil)]),
      (three, [.sent, .refused(Refusal(status: 422, reason: "", isTemporary: false))]),
      (three, [.sent, .absent, .absent]), (JournalFixture.intent(cost: nil), answered),
    ])
    #expect(ledger.costs == ["USD": 16.5] && ledger.shots == 800 && ledger.unpriced == 1)
  }

  @Test("a plan above a limit is refused before anything is sent, with what was spent and what would be")
  func refuses() throws {
    let ledger = Self.ledger([(JournalFixture.intent(cost: 3), [.sent])])
    let plan = [JournalFixture.intent(cost: 1), JournalFixture.intent(cost: 1)]
    try ledger.check(plan, within: SpendLimits())
    try ledger.check(plan, within: SpendLimits(cost: Cost(5, "USD"), shots: 300))
    let cost = #expect(throws: JournalError.self) {
      try ledger.check(plan, within: SpendLimits(cost: Cost(4.99, "USD")))
    }
    #expect(cost?.message == "2 USD more with the 3 that earlier jobs cost or may cost are above the limit of 4.99")
    let shots = #expect(throws: JournalError.self) { try ledger.check(plan, within: SpendLimits(shots: 299)) }
    #expect(shots == .tooManyShots(spent: 100, planned: 200, most: 299))
    #expect(throws: JournalError.unpriced(provider: "ionq", device: "simulator")) {
      try ledger.check([JournalFixture.intent(cost: nil)], within: SpendLimits())
    }
    #expect(throws: JournalError.otherUnit("USD", limit: "credits")) {
      try ledger.check(plan, within: SpendLimits(cost: Cost(100, "credits")))
    }
    try ledger.check([JournalFixture.intent(cost: 0, shots: 1)], within: SpendLimits(cost: Cost(3, "USD")))
  }

  @Test("a journal shared by several processes is one purse")
  func sharesPurse() throws {
    let fixture = JournalFixture()
    let limits = SpendLimits(cost: Cost(2.5, "USD"))
    for _ in 0..<2 { try fixture.journal().commit([JournalFixture.intent()], within: limits) }
    let text = fixture.text
    let error = #expect(throws: JournalError.self) {
      try fixture.journal().commit([JournalFixture.intent()], within: limits)
    }
    #expect(error == .tooExpensive(spent: 2, planned: 1, most: Cost(2.5, "USD")))
    #expect(fixture.text == text)
  }

  @Test("jobs that are written down and not sent are held to the limits again, those that were sent meanwhile are not")
  func resends() throws {
    let fixture = JournalFixture()
    let journal = try fixture.journal()
    let (first, second) = (JournalFixture.intent(), JournalFixture.intent())
    try journal.commit([first, second], within: SpendLimits())
    let text = fixture.text
    let ids: Set = [first.id, second.id]
    try journal.commit([], resending: ids, within: SpendLimits(cost: Cost(2, "USD")))
    let error = #expect(throws: JournalError.self) {
      try journal.commit([], resending: ids, within: SpendLimits(cost: Cost(1.5, "USD")))
    }
    #expect(error == .tooExpensive(spent: 0, planned: 2, most: Cost(1.5, "USD")) && fixture.text == text)
    _ = try journal.depart(first.id)
    let rest = #expect(throws: JournalError.self) {
      try journal.commit([], resending: ids, within: SpendLimits(cost: Cost(1.5, "USD")))
    }
    #expect(rest == .tooExpensive(spent: 1, planned: 1, most: Cost(1.5, "USD")))
    try journal.commit([], resending: [first.id], within: SpendLimits(cost: Cost(0.5, "USD")))
  }
}
