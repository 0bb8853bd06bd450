import Defences

extension Failure {
  init(_ error: DefenceError) {
    switch error {
    case .misuse: self.init(.misuse, error.message, help: error.help)
    case .unsupported: self.init(.unsupported, error.message, help: error.help)
    case .model(let error): self.init(error)
    case .gradient(let error): self.init(error)
    }
  }
}
