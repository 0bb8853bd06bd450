import CloudBackends
import Devices
import Execution

/// Whether providers take the keys that there are: each is asked who they belong to, and nothing is submitted.
enum ProviderChecks {
  static func all(in session: Session) async -> [DoctorCheck] {
    var checks: [DoctorCheck] = []
    for provider in CloudProviderName.allCases { checks.append(await check(provider, in: session)) }
    return checks
  }

  private static func check(_ provider: CloudProviderName, in session: Session) async -> DoctorCheck {
    let device = Device(name: provider.machine, source: "any", qubits: [], gates: [])
    do throws(RemoteFailure) {
      let credentials = try CloudCredentials(environment: session.environment)
      let key = provider.firstKey
      var place = ""
      if provider == .braket {
        let isMeant = AmazonKeysCheck.usesBraket(session.environment) || credentials.value(key) != nil
        guard let keys = isMeant ? try credentials.awsKeys() : try? credentials.awsKeys() else {
          return nobodyAsked(provider, key)
        }
        guard isMeant else {
          return .pass(provider.title, "nobody was asked; set BRAKET_S3_BUCKET to use the keys from \(keys.source)")
        }
        place = ", from \(keys.source)"
      } else if credentials.value(key) == nil {
        return nobodyAsked(provider, key)
      }
      let backend = try RemoteOptions.clouds(in: session).backend(
        provider, machine: provider.machine, device: device)
      let account = try await backend.account()
      // Keys are good whose instance does not tell.
      let usage = (try? await backend.usage()) ?? nil
      return .pass(
        provider.title, "takes the keys, which are of \(account)\(place)\(text(of: usage))")
    } catch { return .fault(provider.title, error.message, fix: error.help) }
  }

  private static func text(of usage: AccountUsage?) -> String {
    guard let usage else { return "" }
    func text(_ seconds: Double) -> String { Int(exactly: seconds.rounded()).map(String.init) ?? "\(seconds)" }
    return ", with \(text(usage.seconds))\(usage.limitInSeconds.map { " of \(text($0))" } ?? "") s used in this period"
  }

  private static func nobodyAsked(_ provider: CloudProviderName, _ needed: String) -> DoctorCheck {
    .pass(provider.title, "no keys, and nobody was asked; set \(needed) to use it")
  }
}

extension CloudProviderName {
  /// Without it there are no keys.
  fileprivate var firstKey: String {
    switch self {
    case .ibm: "QISKIT_IBM_TOKEN"
    case .braket: "AWS_ACCESS_KEY_ID"
    case .ionq: "IONQ_API_KEY"
    }
  }

  /// Any machine: it is not asked for anything.
  fileprivate var machine: String {
    switch self {
    case .ibm: "any"
    case .braket: "arn:aws:braket:::device/quantum-simulator/amazon/sv1"
    case .ionq: "simulator"
    }
  }
}
