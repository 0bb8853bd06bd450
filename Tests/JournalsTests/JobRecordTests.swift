import Formats
import Journals
import Numerics
import Testing

@Suite struct JobRecordTests {
  private static let start = UTCTime(secondsSince1970: 1_800_000_000)

  /// Events with the seconds after which they came.
  private static func record(_ events: [(Int, JobEvent)]) -> JobRecord? {
    var jobs = JobRecords()
    guard jobs.apply(.intent(JournalFixture.intent("one")), to: "one", at: start) else { return nil }
    for (seconds, event) in events {
      guard jobs.apply(event, to: "one", at: start.adding(seconds: seconds)) else { return nil }
    }
    return jobs["one"]
  }

  private static let refused = JobEvent.refused(Refusal(status: 422, reason: "no", isTemporary: false))
  private static let notSent = JobEvent.refused(Refusal(status: nil, reason: "resolve", isTemporary: true))
  private static let lost = JobEvent.ambiguous(reason: "lost")

  @Test("a request may leave once, and again only when it is sure that nothing was taken")
  func allowsSending() {
    #expect(Self.record([])?.maySend() == true)
    #expect(Self.record([(1, .sent)])?.maySend(resubmittingAbsent: true) == false)
    #expect(Self.record([(1, .sent), (2, Self.notSent)])?.maySend() == true)
    #expect(Self.record([(1, .sent), (2, Self.refused)])?.maySend(resubmittingAbsent: true) == false)
    #expect(Self.record([(1, .sent), (2, Self.lost)])?.maySend(resubmittingAbsent: true) == false)
    #expect(Self.record([(1, .sent), (2, Self.lost), (3, .answer(job: "j"))])?.maySend() == false)
    #expect(Self.record([(1, .sent), (2, Self.notSent), (3, .sent)])?.maySend() == false)
  }

  @Test("absence counts when it is seen twice, ten minutes and more after the request")
  func countsAbsence() {
    let early: [(Int, JobEvent)] = [(1, .sent), (2, Self.lost), (3, .absent), (601, .absent)]
    #expect(Self.record(early)?.isUnknown == true)
    let once = early + [(602, .absent)]
    #expect(Self.record(once)?.isUnknown == true)
    // The same second is the same list.
    #expect(Self.record(once + [(602, .absent)])?.isUnknown == true)
    let twice = Self.record(once + [(650, .absent)])
    #expect(twice?.submission == .absent)
    #expect(twice?.maySend() == false && twice?.maySend(resubmittingAbsent: true) == true)
    // Whoever died right after the request left nothing but that.
    #expect(Self.record([(1, .sent), (700, .absent), (800, .absent)])?.submission == .absent)
    // A late answer wins over absence.
    #expect(Self.record([(1, .sent), (700, .absent), (800, .absent), (900, .answer(job: "j"))])?.job == "j")
    #expect(Self.record([(1, .sent), (2, .answer(job: "j")), (700, .absent), (800, .absent)])?.job == "j")
  }

  @Test("a job stays what it became, and a second name of it is a second purchase")
  func keepsFinalStates() {
    let done = Self.record([
      (1, .sent), (2, .answer(job: "a")), (3, .state(.completed, message: nil)), (4, .state(.running, message: nil)),
      (5, .answer(job: "b")), (6, .answer(job: "b")), (7, .answer(job: "a")),
    ])
    #expect(done?.state == .completed && done?.job == "a" && done?.duplicates == ["b"])
    #expect(done?.isSettled == false)
  }

  @Test("an event of an intent that nobody wrote down is refused")
  func refusesStrangers() {
    var jobs = JobRecords()
    let events: [JobEvent] = [.sent, .intent(JournalFixture.intent("two"))]
    let areTaken = events.map { jobs.apply($0, to: "one", at: Self.start) }
    #expect(areTaken == [false, false] && jobs.all.isEmpty)
  }

  /// Any event, the dangerous ones more often.
  private static func event(_ random: inout RandomStream) -> JobEvent {
    switch random.next() % 12 {
    case 0...2: .sent
    case 3: .answer(job: "j\(random.next() % 2)")
    case 4: refused
    case 5: notSent
    case 6: lost
    case 7, 8: .absent
    case 9: .state(JobState.allCases[Int(random.next() % 5)], message: nil)
    case 10: .bill(Cost(Double(random.next() % 100), Cost.dollars))
    default: .cancel
    }
  }

  @Test("whatever happens in whatever order, nothing that may have been taken can be sent again")
  func neverPaysTwice() {
    for seed in 0..<2000 {
      var random = RandomStream(seed: UInt64(seed))
      var jobs = JobRecords()
      _ = jobs.apply(.intent(JournalFixture.intent("one")), to: "one", at: Self.start)
      var seconds = 0
      // What an honest witness knows: when a request left for which nobody said that it was not taken.
      var openSince: Int?
      var absences: [Int] = []
      var isTaken = false
      for _ in 0..<Int(random.next() % 14) {
        seconds += Int(random.next() % 500)
        let event = Self.event(&random)
        _ = jobs.apply(event, to: "one", at: Self.start.adding(seconds: seconds))
        switch event {
        case .sent: (openSince, absences) = (seconds, [])
        case .refused: (openSince, absences) = (nil, [])
        case .ambiguous: if openSince == nil || absences.isEmpty { openSince = openSince ?? seconds }
        case .answer: isTaken = true
        case .absent: if let openSince, seconds - openSince >= 600 { absences.append(seconds) }
        default: break
        }
        guard let record = jobs["one"] else { break }
        if isTaken { #expect(record.job != nil && !record.maySend(resubmittingAbsent: true)) }
        if record.maySend() { #expect(!isTaken && openSince == nil) }
        if record.maySend(resubmittingAbsent: true) {
          #expect(!isTaken && (openSince == nil || Set(absences).count >= 2))
        }
      }
    }
  }

  @Test("what is known of a job does not depend on how its events mix with those of others")
  func isIndependentOfOthers() {
    for seed in 0..<200 {
      var random = RandomStream(seed: UInt64(seed)).substream("mix")
      let ids = ["a", "b", "c"]
      var queues = ids.map { id in
        (0..<10).map { place in
          (place == 0 ? JobEvent.intent(JournalFixture.intent(id)) : Self.event(&random), place * 400)
        }[...]
      }
      var alone = JobRecords()
      for (id, queue) in zip(ids, queues) {
        for (event, seconds) in queue { _ = alone.apply(event, to: id, at: Self.start.adding(seconds: seconds)) }
      }
      var mixed = JobRecords()
      while queues.contains(where: { !$0.isEmpty }) {
        let place = Int(random.next() % 3)
        guard let (event, seconds) = queues[place].popFirst() else { continue }
        _ = mixed.apply(event, to: ids[place], at: Self.start.adding(seconds: seconds))
      }
      for id in ids { #expect(mixed[id] == alone[id]) }
    }
  }
}
