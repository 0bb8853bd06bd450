import Execution
import Foundation
import Studies
import Testing

@Suite struct StudyRunTests {
  @Test("one thread, four threads, three shards: the same bytes, and a second run evaluates nothing")
  func givesTheSameBytes() async throws {
    let alone = try await StudyBench.withFolder { folder in
      #expect(try await StudyBench.run(in: folder).done == 12)
      let bytes = try #require(try StudyBench.merged(in: folder))
      #expect(try await StudyBench.run(in: folder).done == 0)
      #expect(try StudyBench.merged(in: folder) == bytes)
      #expect(bytes.count { $0 == 0x0A } == 12)
      return bytes
    }
    let together = try await StudyBench.withFolder { folder in
      try await StudyBench.run(in: folder, threads: 4)
      return try StudyBench.merged(in: folder)
    }
    #expect(together == alone)
    try await StudyBench.withFolder { folder in
      for number in [2, 1, 3] {
        #expect(try StudyBench.merged(in: folder) == nil)
        try await StudyBench.run(StudyBench.small, #require(Shard("\(number)/3")), in: folder)
      }
      #expect(try StudyBench.merged(in: folder) == alone)
    }
  }

  @Test("a record that a crash cut off is run again, and only that")
  func repairsCutRecords() async throws {
    try await StudyBench.withFolder { folder in
      try await StudyBench.run(in: folder)
      let bytes = try #require(try StudyBench.merged(in: folder))
      let part = try Self.part(of: folder)
      let whole = try Data(contentsOf: part)
      try whole.dropLast(40).write(to: part)
      #expect(try await StudyBench.run(in: folder).done == 1)
      #expect(try StudyBench.merged(in: folder) == bytes)
      // A line damaged in the middle is told, and does not hide others.
      var damaged = whole
      damaged[whole.count / 2] = 0x00
      try damaged.write(to: part)
      let (_, plan) = try StudyBench.plan(StudyBench.study())
      #expect(try StudyStatus(of: plan, in: folder).damaged.count == 1)
      #expect(try await StudyBench.run(in: folder).done <= 1)
      #expect(try StudyBench.merged(in: folder) == bytes)
    }
  }

  @Test("two processes on one folder both succeed")
  func sharesAFolder() async throws {
    try await StudyBench.withFolder { folder in
      async let first: StudyRunner.Progress = StudyBench.run(in: folder)
      async let second: StudyRunner.Progress = StudyBench.run(in: folder)
      let done = try await (first.done, second.done)
      #expect(done.0 + done.1 >= 12)
      #expect(try StudyBench.merged(in: folder) != nil)
    }
  }

  @Test("records that differ for one cell are an error that names both files")
  func refusesContradictions() async throws {
    try await StudyBench.withFolder { folder in
      try await StudyBench.run(in: folder)
      let part = try Self.part(of: folder)
      let text = try String(contentsOf: part, encoding: .utf8)
      let other = text.replacing("\"shotsReceived\":", with: "\"shotsReceived\":1")
      try other.write(
        to: part.deletingLastPathComponent().appendingPathComponent("z.jsonl"), atomically: true, encoding: .utf8)
      let error = try #require(throws: StudyError.self) { try StudyBench.merged(in: folder) }
      #expect(error.message.contains("differ"))
      #expect(error.place?.contains("z.jsonl") == true && error.place?.contains(part.lastPathComponent) == true)
    }
  }

  @Test("a folder of another study is refused, and nothing in it changes")
  func refusesForeignFolders() async throws {
    try await StudyBench.withFolder { folder in
      try await StudyBench.run(in: folder)
      let before = try #require(try StudyBench.merged(in: folder))
      let other = StudyBench.small.replacing("seed: 3", with: "seed: 4")
      do {
        try await StudyBench.run(other, in: folder)
        Issue.record("another study ran in the folder")
      } catch let error as StudyError {
        #expect(error.kind == .misuse && error.message.contains("is of another study, 'small'"))
      }
      #expect(try StudyBench.merged(in: folder) == before)
      // Another title is no other study.
      let titled = StudyBench.small.replacing("seed: 3,", with: "seed: 3, title: \"T\",")
      #expect(try await StudyBench.run(titled, in: folder).done == 0)
    }
  }

  @Test("a folder that cannot be made is an error with its name")
  func refusesUnwritableFolders() async throws {
    do {
      try await StudyBench.run(in: StudyFolder("/proc/no-such-place/study"))
      Issue.record("the folder was made")
    } catch let error as StudyError {
      #expect(error.message.contains("/proc/no-such-place"))
      #expect(error.help?.contains("-o") == true)
    }
  }

  /// Where nobody may make a file, the administrator included.
  #if os(Linux)
    private static let sealed = "/sys"
  #else
    private static let sealed = "/System"
  #endif

  @Test("a folder that may not be written to is a fault of the disk, and what was recorded before is not lost")
  func survivesReadOnlyFolders() async throws {
    await #expect {
      try await StudyBench.run(in: StudyFolder(Self.sealed + "/study"))
    } throws: { error in
      let error = error as? StudyError
      return error?.kind == .fault && error?.message.contains("cannot make the folder '\(Self.sealed)/study/'") == true
    }
    let expected = try await StudyBench.withFolder { folder in
      try await StudyBench.run(in: folder)
      return try StudyBench.merged(in: folder)
    }
    try await StudyBench.withFolder { folder in
      try await StudyBench.run(StudyBench.small, #require(Shard("1/2")), in: folder)
      let part = try Self.part(of: folder)
      let before = try Data(contentsOf: part)
      let files = FileManager.default
      try files.moveItem(atPath: folder.path + "/timings", toPath: folder.path + "/moved")
      try files.createSymbolicLink(atPath: folder.path + "/timings", withDestinationPath: Self.sealed)
      await #expect {
        try await StudyBench.run(in: folder)
      } throws: { error in
        let error = error as? StudyError
        return error?.kind == .fault && error?.message.contains("cannot write '\(folder.path)/timings/") == true
          && error?.help?.contains("what is recorded is not lost") == true
      }
      try files.removeItem(atPath: folder.path + "/timings")
      try files.moveItem(atPath: folder.path + "/moved", toPath: folder.path + "/timings")
      #expect(try Data(contentsOf: part) == before)
      #expect(try await StudyBench.run(in: folder).done == 12 - before.count { $0 == 0x0A })
      #expect(try StudyBench.merged(in: folder) == expected)
    }
  }

  @Test("kept counts stand for a run: nothing is simulated again")
  func replaysAcquisitions() async throws {
    let text = StudyBench.small.replacing("seed: 3,", with: "seed: 3, acquisitions: \"keep\",")
    try await StudyBench.withFolder { folder in
      try await StudyBench.run(text, in: folder)
      let bytes = try #require(try StudyBench.merged(text, in: folder))
      let kept = try FileManager.default.subpathsOfDirectory(atPath: folder.path + "/acquisitions")
        .filter { $0.hasSuffix(".json") }
      #expect(!kept.isEmpty)
      let records = try folder.records()
      #expect(Set(records.flatMap(\.acquisitions)).count == kept.count)
      // Where kept counts are others, records made anew follow them: nothing was simulated.
      for name in kept { try Self.forgeCounts(folder.path + "/acquisitions/" + name) }
      try FileManager.default.removeItem(at: Self.part(of: folder))
      try await StudyBench.run(text, in: folder)
      #expect(try StudyBench.merged(text, in: folder) != bytes)
      #expect(Set(try folder.records().map(\.acquisitions)) == Set(records.map(\.acquisitions)))
    }
  }

  /// Makes all shots of every entry of a kept result read the same.
  private static func forgeCounts(_ path: String) throws {
    let url = URL(fileURLWithPath: path)
    var document = try #require(try JSONSerialization.jsonObject(with: Data(contentsOf: url)) as? [String: Any])
    let lists = try #require(document["counts"] as? [[String: Int]])
    document["counts"] = lists.map { counts in
      [counts.keys.sorted().first ?? "": counts.values.reduce(0, +)]
    }
    try JSONSerialization.data(withJSONObject: document).write(to: url)
  }

  @Test("models are trained once, and their weights are kept")
  func keepsTrainings() async throws {
    let text = StudyBench.small.replacing("model: {", with: "training: { epochs: 2 }, model: {")
    try await StudyBench.withFolder { folder in
      try await StudyBench.run(text, in: folder, threads: 2)
      let first = try StudyBench.merged(text, in: folder)
      let kept = try FileManager.default.subpathsOfDirectory(atPath: folder.path + "/artifacts")
      #expect(kept.count { $0.count > 10 } == 2)
      try FileManager.default.removeItem(at: Self.part(of: folder))
      try await StudyBench.run(text, in: folder)
      #expect(try StudyBench.merged(text, in: folder) == first)
    }
  }

  /// The one part of a folder.
  private static func part(of folder: StudyFolder) throws -> URL {
    let parts = URL(fileURLWithPath: folder.path + "/parts")
    let names = try FileManager.default.contentsOfDirectory(atPath: parts.path).sorted()
    return parts.appendingPathComponent(try #require(names.first))
  }
}
