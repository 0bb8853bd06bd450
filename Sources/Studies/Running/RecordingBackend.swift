internal import Circuits
internal import Devices
internal import Execution
internal import Formats
internal import Numerics
internal import Synchronization

/// A backend that names what it runs by what that is, and that gives the kept results of what was run before.
struct RecordingBackend: ExactBackend {
  private let found: StudyResolver.FoundBackend
  /// What else a result depends on: how circuits are measured.
  private let options: [String: JSON]
  /// Nil where results are not kept.
  private let folder: StudyFolder?
  private let ids = Recorded()

  init(_ found: StudyResolver.FoundBackend, options: [String: JSON], folder: StudyFolder?) {
    self.found = found
    self.options = options
    self.folder = folder
  }

  var name: String { found.backend.name }
  var device: Device { found.backend.device }
  var isExact: Bool { found.backend is any ExactBackend }
  /// The ids of what was run, in order.
  var acquisitions: [String] { ids.list.withLock { $0 } }

  private final class Recorded: Sendable {
    let list = Mutex<[String]>([])
  }

  func distributions(of circuit: Circuit) throws(BackendError) -> OutcomeDistributions? {
    try (found.backend as? any ExactBackend)?.distributions(of: circuit)
  }

  func run(_ batch: Batch) async throws(BackendError) -> [Sample] {
    let id: String
    do { id = try self.id(of: batch) } catch { throw .unsupported(error.message, help: error.help ?? "", entry: 0) }
    ids.list.withLock { $0.append(id) }
    if let kept = folder?.acquisition(id, of: batch) { return kept }
    var (asked, jobs) = (batch, [RemoteJob]())
    asked.purpose = id
    let samples: [Sample]
    if let remote = found.remote {
      let acquisition = try await remote.acquired(asked)
      (samples, jobs) = (acquisition.samples, acquisition.jobs)
    } else {
      samples = try await self.samples(of: batch)
    }
    do { try folder?.keep(samples, of: batch, as: id, jobs: jobs) } catch {
      throw .unsupported(error.message, help: error.help ?? "", entry: 0)
    }
    return samples
  }

  /// Simulations draw from distributions that repetitions share; machines run every entry.
  private func samples(of batch: Batch) async throws(BackendError) -> [Sample] {
    if !found.isRemote, let exact = found.backend as? any ExactBackend, let drawn = try exact.drawn(batch) {
      return drawn
    }
    return try await found.backend.run(batch)
  }

  /// What is run, and nothing of where and when.
  private func id(of batch: Batch) throws(StudyError) -> String {
    var programs: [String] = []
    // A batch has few circuits, which come by turns.
    var known: [(circuit: Circuit, id: String)] = []
    for entry in batch.entries {
      let circuit = entry.program.circuit
      if let same = known.first(where: { $0.circuit == circuit }) {
        programs.append(same.id)
      } else {
        let id = try ContentID.of(circuit)
        known = Array(known.suffix(15)) + [(circuit, id)]
        programs.append(id)
      }
    }
    let shots = batch.entries.map(\.shots)
    let isUniform = shots.allSatisfy { $0 == shots.first }
    var stream = batch.stream
    return ContentID.of(
      [
        "v": 1, "programs": .string(ContentID.of(JSON.array(programs.map { .string($0) }))),
        "bindings": .string(ContentID.of(batch.entries.flatMap(\.parameters))),
        "backend": .string(found.backend.name), "calibration": JSON(found.calibrationID),
        "shots": isUniform ? .integer(shots.first ?? 0) : .array(shots.map { .integer($0) }),
        // The first number of its stream stands for the seed.
        "seed": .string("\(stream.next())"), "options": .object(options),
      ] as JSON)
  }
}

extension Workbench {
  static let ideal = "ideal"

  /// A backend for one cell, that names what the cell runs.
  func recorder(_ found: StudyResolver.FoundBackend, options: [String: JSON]) -> RecordingBackend {
    RecordingBackend(
      found, options: options, folder: study.keepsAcquisitions || found.isRemote ? folder : nil)
  }
}
