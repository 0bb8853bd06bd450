import Catalogue
import Devices
import Execution
import Formats
import Models
import Simulation
import Studies

extension Session {
  /// How a study finds the backends and models that it names.
  var studyResolver: StudyResolver {
    StudyResolver(
      kernel: InstructionLevel.current.name,
      backend: { (name) throws(StudyError) in
        do throws(Failure) { return try foundBackend(name) } catch { throw StudyError(error) }
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
  private func foundBackend(_ name: String) throws(Failure) -> StudyResolver.FoundBackend {
    let catalogue = BackendCatalogue(devices: devices)
    let backend = try catalogue.backend(name)
    guard let device = catalogue.deviceName(ofBackend: name) else {
      return StudyResolver.FoundBackend(backend, calibrationID: nil, calibrationDate: nil, isRemote: false)
    }
    let content: [UInt8]
    do { content = try devices.content(of: device) } catch { throw Failure(error) }
    return StudyResolver.FoundBackend(
      backend, calibrationID: ContentID.of(content), calibrationDate: backend.device.date, isRemote: false)
  }
}

extension StudyError {
  fileprivate init(_ failure: Failure) {
    let kind: Kind = failure.status == .unsupported ? .unsupported : failure.status == .fault ? .fault : .misuse
    self.init(kind, failure.message, place: failure.place, help: failure.help)
  }
}

extension Failure {
  /// Of a study; `file` is what it was read from.
  init(_ error: StudyError, file: String) {
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
