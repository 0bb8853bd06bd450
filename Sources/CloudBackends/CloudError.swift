internal import Execution
internal import Formats
internal import Journals
internal import Networking

extension RemoteFailure {
  /// A reply that is not what the provider's interface promises. The raw bytes are kept, so nothing is lost.
  static func unreadable(
    _ provider: CloudProviderName, _ what: String, _ error: FormatError,
    help: String = "see 'shotglass jobs list': the job and its raw result are kept; a newer shotglass may read it"
  ) -> RemoteFailure {
    RemoteFailure(.fault, "\(provider.title): \(what) cannot be read: \(error.description)", help: help)
  }

  init(_ error: TransportError) {
    self.init(error.kind == .request ? .misuse : .fault, error.message, help: error.help)
  }

  init(_ error: JournalError) {
    let kind: Kind =
      switch error {
      case .unpriced, .tooManyShots, .otherUnit, .tooExpensive: .misuse
      case .file, .damaged, .noRoom, .answerLost: .fault
      }
    self.init(kind, error.message, help: error.help)
  }

  init(_ error: NetworkingError) { self.init(.misuse, error.message, help: error.help) }
}

/// Who is asked.
package enum CloudProviderName: String, Sendable, CaseIterable {
  case ibm, braket, ionq

  package var title: String {
    switch self {
    case .ibm: "IBM"
    case .braket: "Amazon Braket"
    case .ionq: "IonQ"
    }
  }
}
