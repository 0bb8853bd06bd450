internal import Defences
package import Execution
package import Formats
internal import Gradients
internal import Inversion
internal import Membership
internal import Models

/// Why a study cannot be read, planned, run or merged.
package struct StudyError: Error, Equatable {
  package enum Kind: Sendable {
    /// The file, or what it asks for, is wrong.
    case misuse
    /// It is right, but not in this version.
    case unsupported
    /// Cells are missing.
    case incomplete
    /// A fault of the disk or a backend.
    case fault
  }

  package let kind: Kind
  package let message: String
  /// Where in the study file; nil where the error is of another place.
  package let position: SourcePosition?
  /// Which file or folder; nil for the study file.
  package let place: String?
  package let help: String?
  /// A machine elsewhere that cannot be used now, or must not be: nothing is recorded of it, and a resume goes on.
  package private(set) var remote: RemoteFailure?

  package init(
    _ kind: Kind, _ message: String, at position: SourcePosition? = nil, place: String? = nil, help: String? = nil
  ) {
    self.kind = kind
    self.message = message
    self.position = position
    self.place = place
    self.help = help
  }

  /// What a machine elsewhere cannot do is unsupported for good; everything else may be tried again.
  package init(_ failure: RemoteFailure) {
    self.init(failure.kind == .unsupported ? .unsupported : .fault, failure.message, help: failure.help)
    if failure.kind != .unsupported { remote = failure }
  }

  package init(_ error: FormatError, place: String? = nil) {
    self.init(.misuse, error.description, at: error.position, place: place, help: error.help)
  }
}

extension StudyError {
  /// What went wrong on any floor below: wrong models and data are misuse, backends that fail are faults.
  init(wrapping error: any Error) {
    if let failure = RemoteFailure.within(error) {
      self.init(failure)
      return
    }
    switch error {
    case let error as StudyError: self = error
    case let error as DataError: self.init(.misuse, "data: \(error.description)", help: error.help)
    case let error as ModelError: self.init(.misuse, "model: \(error.message)", help: error.help)
    case let error as GradientError: self.init(.misuse, error.message, help: error.help)
    case let error as BackendError: self.init(.fault, error.message, help: error.help)
    case let error as SimulationError: self.init(.fault, error.message, help: error.help)
    case let error as MembershipError:
      self.init(error.isUnsupported ? .unsupported : .misuse, error.message, help: error.help)
    case let error as DefenceError:
      let kind: Kind = if case .unsupported = error { .unsupported } else { .misuse }
      self.init(kind, error.message, help: error.help)
    default: self.init(.fault, "\(error)")
    }
  }
}

extension RemoteFailure {
  /// The failure of a machine elsewhere that an error of any floor below is about.
  fileprivate static func within(_ error: any Error) -> RemoteFailure? {
    switch error {
    case let error as BackendError: error.remoteFailure
    case GradientError.backend(let error), MembershipError.backend(let error): error.remoteFailure
    case ModelError.gradient(_, let error): within(error)
    case InversionError.gradient(let error): within(error)
    case InversionError.model(let error), MembershipError.model(let error): within(error)
    default: nil
    }
  }
}
