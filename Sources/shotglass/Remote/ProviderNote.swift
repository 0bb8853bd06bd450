import Devices
import Execution
import Formats
import Studies

/// What a provider ran for a command and what it saw of it: a part of every result that is from a machine elsewhere.
struct ProviderNote {
  private let remote: RemoteBackend
  private let exposure: Exposure

  /// Nil where nothing was run elsewhere.
  init?(_ backend: any Backend, _ exposure: Exposure) {
    guard let remote = backend as? RemoteBackend else { return nil }
    self.remote = remote
    self.exposure = exposure
  }

  private var sees: String {
    remote.isEmulated ? Exposure.emulated(remote.provider, exposure.sees) : exposure.sees
  }

  /// The twin by which attacks know the machine; nil where none needs to.
  private var knowledge: String? {
    switch exposure {
    case .program, .gradient: nil
    case .inversion, .membership: remote.twin.map { "the twin \($0.name)" }
    }
  }

  /// Who compiled what ran, where it was not the provider's choice.
  private var compiled: String? {
    guard remote.isVerbatim else { return nil }
    let date = remote.device.date.map { " of \($0)" } ?? ""
    return "here, by the calibration of \(remote.device.name)\(date); it ran in verbatim boxes"
  }

  /// So many ids are shown as text; all are in the JSON.
  private static let mostShown = 4

  var text: String {
    let jobs = remote.jobs
    let (circuits, shots) = (jobs.reduce(0) { $0 + $1.circuits }, jobs.reduce(0) { $0 + $1.shots })
    let ids = jobs.prefix(Self.mostShown).map(\.id).joined(separator: ", ")
    let rest = jobs.count > Self.mostShown ? " and \(jobs.count - Self.mostShown) more" : ""
    return """
      provider:     \(remote.provider)\(remote.isEmulated ? ", emulated on this machine" : ""): \(remote.name)
      it ran:       \(RemoteConsent.counted(circuits, "circuit")) with \(shots) shots in \
      \(RemoteConsent.counted(jobs.count, "job")): \(ids)\(rest)
      \(compiled.map { "compiled:     \($0)\n" } ?? "")\
      it sees:      \(sees)
      \(knowledge.map { "attacks know: \($0), which they simulate\n" } ?? "")
      """
  }

  var json: JSON {
    let jobs = remote.jobs
    let bills = jobs.compactMap(\.bill)
    let isKnown = bills.count == jobs.count && Set(bills.map(\.unit)).count == 1
    return [
      "name": .string(remote.provider), "backend": .string(remote.name), "emulated": .bool(remote.isEmulated),
      "circuits": .integer(jobs.reduce(0) { $0 + $1.circuits }), "shots": .integer(jobs.reduce(0) { $0 + $1.shots }),
      "jobs": .array(jobs.map { .string($0.id) }),
      "cost": isKnown
        ? ["amount": .number(bills.reduce(0) { $0 + $1.amount }), "unit": JSON(bills.first?.unit)] : .null,
      "sees": .string(sees), "knownBy": JSON(knowledge),
      "verbatim": .bool(remote.isVerbatim),
    ]
  }
}

extension [String: JSON] {
  /// With what the provider saw, where there is one.
  func adding(_ note: ProviderNote?) -> [String: JSON] {
    guard let note else { return self }
    return merging(["provider": note.json]) { first, _ in first }
  }
}
