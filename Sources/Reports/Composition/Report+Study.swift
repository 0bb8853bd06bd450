package import Devices
package import Execution
internal import Numerics
package import Studies

extension Report {
  /// What the records of a study say, in the order of its analyses; `devices` are those of its backends, by the
  /// backends' names.
  package init(
    of study: Study, records: [Record], devices: [String: Device], parties: [Party], version: String,
    jobs: [String: [RemoteJob]] = [:]
  ) {
    self.init(
      title: study.title ?? study.name,
      question: study.question ?? "What do the analyses of the study '\(study.name)' find?",
      summary: study.statements(of: records),
      sections: study.analyses.map { StudySection($0, records: study.records(of: $0, among: records)).section }
        + Self.machines(devices) + Self.gaps(records),
      methods: Self.methods(study), assumptions: Self.assumptions(study),
      citations: Self.citations(study),
      provenance: Self.provenance(study, records, version: version) + Self.provenance(jobs), parties: parties)
  }

  // MARK: Words

  /// A paragraph each kind of analysis.
  private static func methods(_ study: Study) -> [String] {
    var told: Set<String> = []
    return study.analyses.compactMap { analysis in
      let kind = type(of: analysis)
      return told.insert(kind.kind).inserted ? "\(kind.title). \(kind.method)" : nil
    } + [
      "The bands of a figure hold all its means at once 95 % of the time. They come from drawing again, with repetition, "
        + "what the means are over: models, then what is within a model, then the repetitions within a cell, the same "
        + "models at every point; the band reaches as many standard errors to each side as 95 % of the resamples stay "
        + "within everywhere (sup-t), and is widened for few models. Whiskers hold each its own mean 95 % of the time. The "
        + "note under each figure says what was drawn."
    ]
  }

  private static func assumptions(_ study: Study) -> [String] {
    var found = [
      "Models differ by their initial weights alone: other architectures and other data may leak more or less.",
      "Shots of one circuit are independent: a machine that drifts within a run breaks that.",
    ]
    if study.grid[.backend]?.contains(where: { $0 != .name("ideal") }) == true {
      found.append(
        "Twins of machines follow a calibration of one day: gate errors, relaxation and readout, without leakage out of "
          + "the qubits' two levels and without drift.")
    }
    return found
  }

  private static func citations(_ study: Study) -> [Citation] {
    var told: Set<String> = []
    return study.analyses.flatMap { type(of: $0).citations }.filter { told.insert($0.bibTeX).inserted }
  }

  private static func provenance(_ study: Study, _ records: [Record], version: String) -> [Provenance] {
    var found = [
      Provenance(name: "Shotglass", value: version), Provenance(name: "Study", value: study.id),
      Provenance(name: "Seed", value: "\(study.seed)"),
      Provenance(name: "Kernels", value: Set(records.map(\.kernel)).sorted().joined(separator: ", ")),
      Provenance(name: "Cells", value: "\(records.count)"),
      Provenance(name: "Shots", value: "\(records.reduce(0) { $0 + $1.shotsReceived })"),
    ]
    if let model = study.model { found.append(Provenance(name: "Model", value: model.name)) }
    if let data = study.data { found.append(Provenance(name: "Data", value: data.source)) }
    var told: Set<String> = []
    for record in records {
      guard let backend = record.backend, let id = record.calibrationID, told.insert(backend).inserted else { continue }
      found.append(
        Provenance(
          name: "Calibration of \(backend)",
          value: [record.calibrationDate, id].compactMap(\.self).joined(separator: ", ")))
    }
    return found
  }

  /// What providers ran, by backend.
  private static func provenance(_ jobs: [String: [RemoteJob]]) -> [Provenance] {
    jobs.sorted { $0.key < $1.key }.map { backend, jobs in
      let (circuits, shots) = (jobs.reduce(0) { $0 + $1.circuits }, jobs.reduce(0) { $0 + $1.shots })
      let ids = jobs.prefix(mostJobs).map(\.id).joined(separator: ", ")
      let rest = jobs.count > mostJobs ? ", and \(jobs.count - mostJobs) more" : ""
      return Provenance(
        name: "Jobs on \(backend)",
        value: "\(jobs.count) with \(circuits) circuits and \(shots) shots: \(ids)\(rest)")
    }
  }

  /// So many ids are listed of a backend.
  private static let mostJobs = 20

  // MARK: Sections of their own

  /// Cells that found nothing, so that nobody takes silence for a result.
  private static func gaps(_ records: [Record]) -> [Section] {
    let gaps = records.filter { $0.status != .done }
    guard !gaps.isEmpty else { return [] }
    let columns = ["cell", "analysis", "where", "status", "why"].map { Table.Column($0, alignment: .leading) }
    let rows = gaps.map { record in
      [
        String(record.cell.prefix(12)), record.analysis, record.point.text, record.status.rawValue,
        record.message ?? "",
      ]
      .map { Table.Cell.text($0) }
    }
    return [
      Section(
        id: "gaps", title: "Cells without a result",
        paragraphs: ["\(gaps.count) of \(records.count) cells gave no result; means are over the others."],
        tables: [Table(title: "Cells without a result", columns: columns, rows: rows)])
    ]
  }

  private static func machines(_ devices: [String: Device]) -> [Section] {
    let figures = devices.sorted { $0.key < $1.key }.compactMap { DeviceFigurePlan.figure(of: $1, named: $0) }
    guard !figures.isEmpty else { return [] }
    return [
      Section(
        id: "machines", title: "The machines",
        paragraphs: ["What their calibrations say of each qubit and coupling."], figures: figures)
    ]
  }
}

/// The map of a device with what its calibration says of errors.
enum DeviceFigurePlan {
  static func figure(of device: Device, named name: String) -> Figure? {
    guard !device.isAllToAll, let positions = device.drawnPositions, positions.count == device.qubits.count else {
      return nil
    }
    let qubits = device.qubits.indices.map { index in
      DeviceMap.Qubit(
        "\(index)", x: Double(positions[index].column), y: Double(positions[index].row),
        error: device.qubits[index].readout?.error, isBroken: device.isBroken(index))
    }
    let couplings = device.couplings.map { coupling in
      DeviceMap.Coupling(coupling.low, coupling.high, error: coupling.gate.error, isBroken: coupling.isBroken)
    }
    return Figure(
      id: "map-\(name)", title: "Errors of \(name)",
      caption: "Each circle is a qubit, coloured by how often it is misread; each line is a coupling, coloured by the "
        + "error of its gate. Calibration of \(device.date ?? "an unknown day").",
      chart: .deviceMap(DeviceMap(qubits: qubits, couplings: couplings)))
  }
}
