internal import Defences
internal import Execution
package import Formats
internal import Gradients
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

  package init(
    _ kind: Kind, _ message: String, at position: SourcePosition? = nil, place: String? = nil, help: String? = nil
  ) {
    self.kind = kind
    self.message = message
    self.position = position
    self.place = place
    self.help = help
  }

  package init(_ error: FormatError, place: String? = nil) {
    self.init(.misuse, error.description, at: error.position, place: place, help: error.help)
  }
}

extension StudyError {
  /// What went wrong on any floor below: wrong models and data are misuse, backends that fail are faults.
  init(wrapping error: any Error) {
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
