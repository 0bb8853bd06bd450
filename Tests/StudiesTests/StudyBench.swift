import Catalogue
import Devices
import Execution
import Foundation
import Models
import Studies

/// Studies as tests run them.
enum StudyBench {
  /// A study of one model, two backends and two numbers of shots: twelve cells, each a few milliseconds.
  static let small = """
    {
      schema: 1, name: "small", seed: 3,
      data: { source: "cosine:rows=12" }, model: { name: "simple-1" },
      analyses: [{ kind: "gradient-quality", repetitions: 2 }, { kind: "simulator-fidelity", points: 2 }],
      grid: { shots: [32, 128], backends: ["ideal", "noisy-ibm_manila"], seeds: 2 },
    }
    """

  static func study(_ text: String = small) throws -> Study { try Study(parsing: Array(text.utf8)) }

  static let resolver = StudyResolver(
    kernel: "test",
    backend: { (name) throws(StudyError) in
      let catalogue = BackendCatalogue(devices: DeviceLibrary(home: nil))
      do {
        let backend = try catalogue.backend(named: name)
        return StudyResolver.FoundBackend(
          backend, calibrationID: name == "ideal" ? nil : ContentID.of(Array(name.utf8)),
          calibrationDate: backend.device.date, isRemote: false)
      } catch {
        throw StudyError(.misuse, "no backend \(name)")
      }
    },
    model: { (choice) throws(StudyError) in
      guard case .zoo(let name) = choice, let model = Zoo.model(named: name) else {
        throw StudyError(.misuse, "no model \(choice.name)")
      }
      return model
    })

  static func plan(_ study: Study) throws -> (bench: Workbench, plan: StudyPlan) {
    let bench = try Workbench(study, resolver: resolver)
    return (bench, try StudyPlan(study, on: bench))
  }

  /// Runs a study, or a shard of it, in a folder.
  @discardableResult static func run(
    _ text: String = small, _ shard: Shard = .whole, in folder: StudyFolder, threads: Int = 1
  ) async throws -> StudyRunner.Progress {
    let study = try study(text)
    let (bench, plan) = try plan(study)
    try folder.open(study, source: Array(text.utf8), plan: plan)
    return try await StudyRunner(plan, on: bench, in: folder, threadCount: threads).run(shard)
  }

  /// Brings all parts together; nil where cells are missing.
  static func merged(_ text: String = small, in folder: StudyFolder) throws -> Data? {
    let (_, plan) = try plan(study(text))
    let status = try StudyStatus(of: plan, in: folder)
    guard status.isComplete else { return nil }
    try folder.write(status.records)
    return FileManager.default.contents(atPath: folder.recordsPath)
  }

  /// A folder for one test, removed after it.
  static func withFolder<Result>(_ body: (StudyFolder) async throws -> Result) async throws -> Result {
    let path = FileManager.default.temporaryDirectory.appendingPathComponent("study-\(UUID().uuidString)").path
    defer { try? FileManager.default.removeItem(atPath: path) }
    return try await body(StudyFolder(path))
  }
}
