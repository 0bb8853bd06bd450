internal import CloudBackends
internal import Devices
internal import Execution
internal import Journals
internal import Simulation
internal import Synchronization
internal import Transpilation

/// A machine of a provider that is opened when it is needed first: keys are read then, and an emulated service starts.
final class RemoteMachine: Sendable {
  /// What an open machine is made of.
  struct Opened: Sendable {
    let cloud: CloudBackend
    /// Keeps an emulated service alive.
    var service: EmulatedMachine?
  }

  private let make: @Sendable () throws(RemoteFailure) -> Opened
  private let opened = Mutex<Opened?>(nil)
  /// Compiles what is sent; nil where the provider does.
  private let compiler: TranspilingBackend?
  private let keepsOwnBoxes: Bool

  private let price: @Sendable (_ circuits: Int, _ shots: Int) -> RemoteCost?

  init(
    compiler: TranspilingBackend?, keepsOwnBoxes: Bool,
    price: @escaping @Sendable (_ circuits: Int, _ shots: Int) -> RemoteCost?,
    make: @escaping @Sendable () throws(RemoteFailure) -> Opened
  ) {
    self.compiler = compiler
    self.keepsOwnBoxes = keepsOwnBoxes
    self.price = price
    self.make = make
  }

  private func cloud() throws(RemoteFailure) -> CloudBackend {
    let result = opened.withLock { (opened) -> Result<CloudBackend, RemoteFailure> in
      if let opened { return .success(opened.cloud) }
      do throws(RemoteFailure) {
        let made = try make()
        opened = made
        return .success(made.cloud)
      } catch { return .failure(error) }
    }
    return try result.get()
  }

  /// Programs with verbatim boxes of their own stay as they are where compiled ones get such a box.
  private func compiled(_ batch: Batch) throws(BackendError) -> Batch {
    guard let compiler else { return batch }
    return keepsOwnBoxes && batch.hasVerbatimBoxes ? batch : try compiler.compiled(batch)
  }

  private func opening() throws(BackendError) -> CloudBackend {
    do { return try cloud() } catch { throw .remote(error) }
  }

  /// How a backend reaches the machine.
  var line: RemoteBackend.Line {
    RemoteBackend.Line(
      open: { [self] () throws(RemoteFailure) in _ = try cloud() },
      price: price,
      quote: { [self] (batch) throws(BackendError) in
        try await opening().quote(compiled(batch))
      },
      admit: { [self] (quote, isWhole) throws(RemoteFailure) in
        try cloud().admit(quote, isWhole: isWhole)
      },
      acquire: { [self] (batch) throws(BackendError) in
        let (samples, jobs) = try await opening().acquired(compiled(batch))
        return RemoteBackend.Acquisition(samples: samples, jobs: jobs.map { RemoteJob($0) })
      },
      texts: { [self] (batch) throws(BackendError) in try opening().texts(of: compiled(batch)) },
      confirm: { [self] () throws(BackendError) in try opening().confirm() })
  }
}

extension RemoteJob {
  fileprivate init(_ record: JobRecord) {
    self.init(
      id: record.job ?? record.intent.id, circuits: record.intent.circuits, shots: record.intent.shots,
      bill: record.isBilled ? record.bill.map { RemoteCost($0) } : nil)
  }
}
