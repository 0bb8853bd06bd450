import Catalogue
import CloudBackends
import Devices
import Execution
import Formats
import Models
import Simulation
import Studies

extension Session {
  /// How a study finds the backends and models that it names.
  func studyResolver(clouds: CloudFactory, opensRemote: Bool) -> StudyResolver {
    var catalogue = BackendCatalogue(devices: devices, clouds: clouds)
    catalogue.opensRemote = opensRemote
    let known = catalogue
    return StudyResolver(
      kernel: InstructionLevel.current.name,
      backend: { (name) throws(StudyError) in
        do throws(Failure) { return try foundBackend(name, in: known) } catch { throw StudyError(error) }
      },
      model: { (choice) throws(StudyError) in
        do {
          switch choice {
          case .zoo(let name): return try ModelsVerb.model(name)
          case .file(let path, let observables, let inputs, let weights):
            return try ModelOptions.model(
              file: path, observables: observables, inputs: inputs, weights: weights, in: self)
          }
        } catch let failure as Failure {
          throw StudyError(failure)
        } catch {
          throw StudyError(.misuse, "\(error)")
        }
      })
  }

  /// Each cell has one thread, so that as many cells run at once as there are.
  private func foundBackend(
    _ name: String, in catalogue: BackendCatalogue
  ) throws(Failure) -> StudyResolver.FoundBackend {
    let backend = try catalogue.backend(name)
    let isRemote = backend is RemoteBackend
    guard let device = catalogue.deviceName(ofBackend: name) else {
      return StudyResolver.FoundBackend(backend, calibrationID: nil, calibrationDate: nil, isRemote: isRemote)
    }
    let content: [UInt8]
    do { content = try devices.content(of: device) } catch { throw Failure(error) }
    return StudyResolver.FoundBackend(
      backend, calibrationID: ContentID.of(content), calibrationDate: backend.device.date, isRemote: isRemote)
  }
}

extension StudyError {
  fileprivate init(_ failure: Failure) {
    if failure.status == .credentials {
      self.init(RemoteFailure(.credentials, failure.message, help: failure.help ?? "check with: shotglass doctor"))
      return
    }
    let kind: Kind = failure.status == .unsupported ? .unsupported : failure.status == .fault ? .fault : .misuse
    self.init(kind, failure.message, place: failure.place, help: failure.help)
  }
}

extension Failure {
  /// Of a study; `file` is what it was read from.
  init(_ error: StudyError, file: String) {
    if let failure = error.remote {
      self.init(failure)
      return
    }
    let status: ExitStatus =
      switch error.kind {
      case .misuse: .misuse
      case .unsupported: .unsupported
      case .incomplete: .answerIsNo
      case .fault: .fault
      }
    let place = error.position.map { "\(error.place ?? file):\($0.line):\($0.column)" } ?? error.place ?? file
    self.init(status, error.message, place: place, help: error.help)
  }
}
