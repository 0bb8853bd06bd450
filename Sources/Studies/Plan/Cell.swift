internal import Devices
internal import Execution
internal import Formats

/// One analysis at one point of the grid: what is run, skipped and recorded as a whole.
package struct Cell: Sendable {
  package let id: String
  package let analysis: any Analysis
  package let point: GridPoint
  /// Cells of one group share a training.
  package let group: String
  package let spending: Spending

  init(_ analysis: any Analysis, at point: GridPoint, on bench: Workbench) throws(StudyError) {
    self.analysis = analysis
    self.point = point
    var spending = try analysis.spending(at: point, on: bench)
    if let name = point.name(.backend), let found = try? bench.found(name), found.isRemote {
      spending.cost =
        found.remote.map { Self.cost(of: spending, on: $0, batches: type(of: analysis).batchCount) }
        ?? found.backend.device.price?.cost(circuits: spending.circuits, shots: spending.shots)
    }
    self.spending = spending
    let kind = type(of: analysis)
    var contents: [String: JSON] = [
      "v": 1, "analysis": .string(kind.kind), "algorithm": .integer(kind.algorithm),
      "parameters": .object(analysis.parameters), "point": point.json,
      "defence": JSON(point.name(.defence)), "seed": .string("\(bench.study.seed)"),
    ]
    var training: String?
    let subject = bench.subject(at: point)
    if kind.needsModel, let subject {
      training = subject.weights.id(of: point.number(.seed) ?? 0)
      contents["model"] = .string(subject.modelID)
      contents["data"] = .string(subject.dataID)
      contents["training"] = JSON(training)
    }
    if let name = point.name(.backend) {
      let found = try bench.found(name)
      contents["acquisition"] = [
        "backend": .string(name), "calibration": JSON(found.calibrationID), "shots": JSON(point.number(.shots)),
      ]
    }
    id = ContentID.of(.object(contents))
    group = subject?.weights.isTrained == true ? training ?? id : id
  }

  /// At most, with so many batches.
  private static func cost(of spending: Spending, on remote: RemoteBackend, batches: Int) -> Double? {
    func share(_ number: Int) -> Int { number / batches + (number.isMultiple(of: batches) ? 0 : 1) }
    return remote.line.price(share(spending.circuits), share(spending.shots)).map { $0.amount * Double(batches) }
  }

  /// In words, for messages.
  package var text: String { "\(type(of: analysis).kind) at \(point.text)" }
}
