package import Execution
package import Models

/// How a study finds what it only names: studies know no provider and no file of circuits.
package struct StudyResolver: Sendable {
  /// A backend with what its results depend on.
  package struct FoundBackend: Sendable {
    package let backend: any Backend
    /// Of the device's file; nil for a live device and for an ideal machine.
    package let calibrationID: String?
    package let calibrationDate: String?
    /// Whether circuits go to a provider, or to one that is emulated here.
    package let isRemote: Bool

    /// The machine as one that is asked over a network; nil where it is simulated here.
    package var remote: RemoteBackend? { backend as? RemoteBackend }

    package init(_ backend: any Backend, calibrationID: String?, calibrationDate: String?, isRemote: Bool) {
      self.backend = backend
      self.calibrationID = calibrationID
      self.calibrationDate = calibrationDate
      self.isRemote = isRemote
    }
  }

  package let backend: @Sendable (_ name: String) throws(StudyError) -> FoundBackend
  package let model: @Sendable (Study.ModelChoice) throws(StudyError) -> Model
  /// What the machine's kernels are called, for records.
  package let kernel: String

  package init(
    kernel: String, backend: @escaping @Sendable (String) throws(StudyError) -> FoundBackend,
    model: @escaping @Sendable (Study.ModelChoice) throws(StudyError) -> Model
  ) {
    self.kernel = kernel
    self.backend = backend
    self.model = model
  }
}
