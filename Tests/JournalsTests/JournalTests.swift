import Formats
import Foundation
import Journals
import Testing

@Suite struct JournalTests {
  @Test("what is written is there for the next process, for every kind of event, and on lines that check themselves")
  func remembers() throws {
    let fixture = JournalFixture()
    let journal = try fixture.journal()
    let intent = JournalFixture.intent("one")
    try journal.commit([intent], within: SpendLimits())
    #expect(try journal.depart("one") == nil)
    let events: [JobEvent] = [
      .ambiguous(reason: "lost \"it\"\n"), .answer(job: "job-1"), .state(.running, message: nil),
      .session(id: "s", isOpen: true), .cancel, .state(.completed, message: "fine"), .bill(Cost(0.5, "USD")),
    ]
    for event in events { try journal.note(event, of: "one") }
    let kept = try journal.keep(Array("{}".utf8), of: "one")
    let other = try fixture.journal()
    let record = try #require(try other.record("one"))
    #expect(try record == journal.record("one"))
    #expect(record.intent == intent && record.job == "job-1" && record.state == .completed && record.isCancelAsked)
    #expect(record.bill == Cost(0.5, "USD") && record.openSessions == ["s"] && record.isSettled)
    #expect(try record.result == kept && other.bytes(of: kept) == Array("{}".utf8))
    for line in fixture.text.split(separator: "\n") {
      let sum = CyclicRedundancyCheck.castagnoli.sum(of: Array(line.dropFirst(9).utf8))
      #expect(UInt32(line.prefix(8), radix: 16) == sum)
      var object = try JSONReader(parsing: Array(line.dropFirst(9).utf8)).object()
      for key in ["v", "seq", "writer", "time", "kind", "intent"] { _ = try object.required(key) }
    }
    #expect(StoredFile.othersPermissions(fixture.path) == 0 && StoredFile.othersPermissions(fixture.folder) == 0)
    try "{ }".write(toFile: "\(fixture.folder)/results/one", atomically: true, encoding: .utf8)
    #expect(throws: JournalError.self) { try other.bytes(of: kept) }
  }

  @Test("a line that was torn anywhere is passed over, kept as it is, and followed by whole lines")
  func passesTornLines() throws {
    let whole = JournalFixture()
    try whole.journal().commit([JournalFixture.intent("one"), JournalFixture.intent("two")], within: SpendLimits())
    let lines = whole.text.split(separator: "\n")
    let second = lines[1].utf8.count
    for cut in [1, 5, 8, 9, 10, second / 2, second - 1, second] {
      let fixture = JournalFixture()
      _ = try fixture.journal()
      let torn = "\(lines[0])\n\(String(decoding: lines[1].utf8.prefix(cut), as: UTF8.self))"
      try fixture.write(torn)
      let journal = try fixture.journal()
      // Everything but the end of the line is there: it is whole.
      let isWhole = cut == second
      #expect(try journal.records().skippedLines == (isWhole ? 0 : 1))
      try journal.note(.sent, of: "one")
      try fixture.journal().note(.answer(job: "j"), of: "one")
      #expect(fixture.text.hasPrefix("\(torn)\n"))
      for journal in [journal, try fixture.journal()] {
        let (jobs, skipped) = try journal.records()
        #expect(skipped == (isWhole ? 0 : 1) && jobs["one"]?.job == "j")
        #expect(jobs.all.count == (isWhole ? 2 : 1))
      }
    }
  }

  @Test("a line that is damaged, missing or put twice in the middle is an error that names it")
  func refusesDamage() throws {
    let fixture = JournalFixture()
    let journal = try fixture.journal()
    try journal.commit([JournalFixture.intent("one")], within: SpendLimits())
    for _ in 0..<3 { try journal.note(.sent, of: "one") }
    let lines = fixture.text.split(separator: "\n").map(String.init)
    let damaged: [[String]] = [
      [lines[0], lines[1].replacing("sent", with: "sunt"), lines[2], lines[3]],
      [lines[0], "00000000 {}", lines[2], lines[3]], [lines[0], "", "x", lines[1], lines[2]],
      [lines[0], lines[2], lines[3]], [lines[0], lines[1], lines[1]], [lines[1], lines[2]],
    ]
    for lines in damaged {
      try fixture.write(lines.joined(separator: "\n") + "\n")
      let error = #expect(throws: JournalError.self) { try fixture.journal().records() }
      #expect(error?.message.hasPrefix("\(fixture.path):") == true, "\(lines)")
      #expect(throws: JournalError.self) { try fixture.journal().note(.sent, of: "one") }
    }
  }

  @Test("two processes that write at once lose nothing, and each sees what the other wrote")
  func sharesFile() async throws {
    let fixture = JournalFixture()
    let journals = try (0..<4).map { _ in try fixture.journal() }
    try await withThrowingTaskGroup(of: Void.self) { group in
      for (number, journal) in journals.enumerated() {
        group.addTask {
          for place in 0..<4 {
            let id = "\(number)-\(place)"
            try journal.commit([JournalFixture.intent(id)], within: SpendLimits())
            _ = try journal.depart(id)
            try journal.note(.answer(job: "job-\(id)"), of: id)
          }
        }
      }
      try await group.waitForAll()
    }
    for journal in journals {
      let (jobs, skipped) = try journal.records()
      #expect(skipped == 0 && jobs.all.count == 16 && jobs.all.allSatisfy { $0.job == "job-\($0.intent.id)" })
    }
  }

  @Test("one process at a time has the right to act on a job")
  func leases() throws {
    let fixture = JournalFixture()
    let (first, second) = (try fixture.journal(), try fixture.journal())
    var lease = try first.lease(of: "one")
    #expect(try lease != nil && second.lease(of: "one") == nil && first.lease(of: "one") == nil)
    #expect(try second.lease(of: "two") != nil)
    lease = nil
    #expect(try second.lease(of: "one") != nil)
  }

  @Test("no more requests of an account leave within a span of time than it may send, whichever process sends them")
  func limitsDepartures() throws {
    let fixture = JournalFixture()
    let journals = [try fixture.journal(), try fixture.journal()]
    let ids = (0..<8).map { "\($0)" }
    try journals[0].commit(ids.map { JournalFixture.intent($0) }, within: SpendLimits())
    for (place, id) in ids.prefix(5).enumerated() {
      #expect(try journals[place % 2].depart(id, most: 5) == nil)
      fixture.pass(seconds: 10)
    }
    // The first left 50 seconds ago.
    #expect(try journals[1].depart("5", most: 5) == 10)
    #expect(try journals[1].record("5")?.submission == .planned)
    fixture.pass(seconds: 10)
    #expect(try journals[1].depart("5", most: 5) == nil)
    #expect(try journals[0].depart("6", most: 5) == 10)
    let other = JobIdentity(provider: "ibm", endpoint: "e", account: "b", device: "d")
    try journals[0].commit([JournalFixture.intent("b", identity: other)], within: SpendLimits())
    #expect(try journals[0].depart("b", most: 5) == nil)
  }

  @Test("where the disk is full an intent fails, and an answer that cannot be kept is told with its name")
  func fullDisk() throws {
    let fixture = JournalFixture()
    let journal = try fixture.journal()
    try journal.commit([JournalFixture.intent("one")], within: SpendLimits())
    #expect(try StoredFile.read("\(fixture.folder)/spare").count == Journal.reservedBytes)
    let content = fixture.text
    let full = JournalFixture()
    try StoredFile.makeFolder(full.folder)
    try FileManager.default.createSymbolicLink(atPath: full.path, withDestinationPath: "/dev/full")
    let blocked = try full.journal()
    let error = #expect(throws: JournalError.self) {
      try blocked.commit([JournalFixture.intent("two")], within: SpendLimits())
    }
    #expect(error?.message.contains("No space left") == true)
    #expect(throws: JournalError.self) { try blocked.note(.answer(job: "j"), of: "two") }
    // The reserve was given up for the answer.
    #expect(!StoredFile.exists("\(full.folder)/spare"))
    #expect(fixture.text == content)
    let lost = JournalError.answerLost(provider: "ibm", job: "j-1", tag: "t-1", FileError(.write, "p", ENOSPC))
    for part in ["ibm", "j-1", "t-1", "'p'"] { #expect(lost.message.contains(part)) }
  }
}
