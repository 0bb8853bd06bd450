import ArgumentParsing
import Execution
import Formats
import Studies

/// A study as the command line names it: by its file, or by the folder of an earlier run.
struct StudyJob {
  let path: String
  let source: [UInt8]
  let study: Study
  let bench: Workbench
  let plan: StudyPlan
  let folder: StudyFolder
  /// The command that runs what is planned.
  let command: String

  /// `opensRemote` says whether machines elsewhere are to be used, and not only looked at.
  init(
    _ path: String, folder: String?, opensRemote: Bool, _ arguments: Arguments, in session: Session
  ) throws(Failure) {
    let isFolder = SourceFile.exists(path + "/study.json")
    self.path = isFolder ? path + "/study.json" : path
    command =
      "shotglass study \(isFolder ? "resume" : "run") \(Session.shellWord(path))"
      + (folder.map { " -o \(Session.shellWord($0))" } ?? "")
    do {
      if isFolder {
        source = SourceFile.exists(path + "/study.json5") ? try session.read(path + "/study.json5").bytes : []
        study = try StudyFolder(path).study()
        self.folder = StudyFolder(folder ?? path)
      } else {
        source = try session.read(path).bytes
        study = try Study(parsing: source)
        self.folder = folder.map { StudyFolder($0) } ?? StudyFolder(of: study)
      }
      bench = try Workbench(
        study,
        resolver: session.studyResolver(
          clouds: RemoteOptions.clouds(arguments, label: study.id, in: session), opensRemote: opensRemote))
      plan = try StudyPlan(study, on: bench)
    } catch let error as StudyError {
      throw Failure(error, file: self.path)
    } catch let failure as Failure {
      throw failure
    } catch {
      throw Failure.bug("\(error)")
    }
  }

  /// Says once what the cells that are left take of machines elsewhere, refuses what the limits forbid, and asks.
  func askConsent(_ shard: Shard, isGiven: Bool, in session: Session) throws {
    let remotes = bench.remotes.values.filter { !$0.isEmulated }.sorted { $0.name < $1.name }
    guard !remotes.isEmpty else { return }
    do {
      let left = try plan.cells(of: shard, leftIn: folder)
      let kinds = study.analyses.map { type(of: $0).kind }
      let quotes = remotes.map { (remote: $0, quote: plan.quote(of: left, on: $0)) }.filter { $0.quote.circuits > 0 }
      // Of the whole study, with what it has spent already: so a limit is the same for every resume.
      for (remote, _) in quotes { try remote.line.admit(plan.quote(of: plan.cells, on: remote), true) }
      for (remote, quote) in quotes where !remote.isFree {
        try RemoteConsent.ask(
          quote, on: remote, sees: Exposure.all(kinds).map(\.sees).joined(separator: "; "), isGiven: isGiven,
          in: session)
      }
    } catch let error as StudyError {
      throw Failure(error, file: path)
    } catch let failure as RemoteFailure {
      throw Failure(failure)
    }
  }

  /// Runs what is left of a shard, then brings the records together where that was the whole study.
  func run(_ shard: Shard, threadCount: Int, in session: Session) async throws -> ExitStatus {
    do {
      try folder.open(study, source: source, plan: plan)
      Interruption.announce(resumingWith: resumption(of: shard))
      let progress = SharedProgress("cells", in: session)
      let done = try await StudyRunner(plan, on: bench, in: folder, threadCount: threadCount)
        .run(shard) { cells in
          let failed = cells.failures > 0 ? ", \(cells.failures) failed" : ""
          progress.show(done: cells.done, of: cells.total, detail: "\(cells.shots) shots\(failed)")
        }
      progress.end()
      for remote in bench.remotes.values.sorted(by: { $0.name < $1.name }) {
        RemoteConsent.settle(remote, in: session)
      }
      let status = try StudyStatus(of: plan, in: folder)
      if status.isComplete { try folder.write(status.records) }
      try session.print(report(status, evaluated: done.done, isMerged: status.isComplete))
      return exitStatus(status, of: shard, in: session)
    } catch let error as StudyError {
      throw Failure(error, file: path)
    }
  }

  /// Brings the records of all parts together.
  func merge(in session: Session) throws -> ExitStatus {
    do {
      let status = try StudyStatus(of: plan, in: folder)
      for line in status.damaged { session.note("warning: \(line) is no record; its cell must be run again") }
      if status.isComplete { try folder.write(status.records) }
      try session.print(report(status, evaluated: nil, isMerged: status.isComplete))
      guard status.isComplete else {
        for cell in status.missing.prefix(20) { session.note("missing: \(cell.id.prefix(12)) \(cell.text)") }
        let rest = status.missing.count - 20
        if rest > 0 { session.note("and \(rest) more") }
        session.report(
          Failure(
            .answerIsNo, "\(status.missing.count) of \(status.planned) cells are missing", place: folder.path,
            help: "run them: \(resumption(of: .whole))"))
        return .answerIsNo
      }
      return .done
    } catch let error as StudyError {
      throw Failure(error, file: path)
    }
  }

  func status(in session: Session) throws -> ExitStatus {
    do {
      let status = try StudyStatus(of: plan, in: folder)
      for line in status.damaged { session.note("warning: \(line) is no record; its cell is run again") }
      try session.print(report(status, evaluated: nil, isMerged: SourceFile.exists(folder.recordsPath)))
      return .done
    } catch let error as StudyError {
      throw Failure(error, file: path)
    }
  }

  private func resumption(of shard: Shard) -> String {
    "shotglass study resume \(folder.path)" + (shard == .whole ? "" : " --shard \(shard.number)/\(shard.count)")
  }

  private func exitStatus(_ status: StudyStatus, of shard: Shard, in session: Session) -> ExitStatus {
    let failures = status.records.filter { $0.status == .failed }
    guard let first = failures.first else { return .done }
    session.report(
      Failure(
        .answerIsNo, "\(failures.count) of \(status.planned) cells failed: \(first.message ?? "no reason given")",
        place: "\(first.analysis) at \(first.point.text)", help: "try them again: \(resumption(of: shard))"))
    return .answerIsNo
  }

  private func report(_ status: StudyStatus, evaluated: Int?, isMerged: Bool) -> StudyReport {
    StudyReport(
      name: study.name, id: study.id, folder: folder.path, status: status, evaluated: evaluated, isMerged: isMerged,
      statements: status.isComplete ? study.statements(of: status.records) : [],
      uses: RemoteUse.all(job: self, records: status.records))
  }
}
