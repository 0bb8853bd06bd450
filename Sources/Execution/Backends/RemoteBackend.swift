package import Devices
internal import Numerics
internal import Synchronization

/// A machine of a provider, reached through the provider's interface: in a cloud, or emulated on this machine.
package struct RemoteBackend: Backend {
  /// How the machine is reached.
  package struct Line: Sendable {
    /// Opens what is needed, such as keys and a journal, and sends nothing.
    package var open: @Sendable () throws(RemoteFailure) -> Void
    /// What a batch of so many circuits with so many shots together costs at most, without asking anyone; nil where
    /// nobody knows.
    package var price: @Sendable (_ circuits: Int, _ shots: Int) -> RemoteCost?
    /// What a batch would take that is not bought yet.
    package var quote: @Sendable (Batch) async throws(BackendError) -> RemoteQuote
    /// Refuses what would spend more than the limits, or what nobody can price; `isWhole` where a command's earlier
    /// purchases are in the quote.
    package var admit: @Sendable (RemoteQuote, _ isWhole: Bool) throws(RemoteFailure) -> Void
    package var acquire: @Sendable (Batch) async throws(BackendError) -> Acquisition
    /// The circuits of a batch as texts, as the provider gets them.
    package var texts: @Sendable (Batch) throws(BackendError) -> [String]
    /// Takes down that what was acquired has been passed on.
    package var confirm: @Sendable () throws(BackendError) -> Void

    package init(
      open: @escaping @Sendable () throws(RemoteFailure) -> Void,
      price: @escaping @Sendable (_ circuits: Int, _ shots: Int) -> RemoteCost?,
      quote: @escaping @Sendable (Batch) async throws(BackendError) -> RemoteQuote,
      admit: @escaping @Sendable (RemoteQuote, _ isWhole: Bool) throws(RemoteFailure) -> Void,
      acquire: @escaping @Sendable (Batch) async throws(BackendError) -> Acquisition,
      texts: @escaping @Sendable (Batch) throws(BackendError) -> [String],
      confirm: @escaping @Sendable () throws(BackendError) -> Void
    ) {
      self.open = open
      self.price = price
      self.quote = quote
      self.admit = admit
      self.acquire = acquire
      self.texts = texts
      self.confirm = confirm
    }
  }

  /// What a batch gave, and the jobs that it came from.
  package struct Acquisition: Sendable {
    package let samples: [Sample]
    package let jobs: [RemoteJob]

    package init(samples: [Sample], jobs: [RemoteJob]) {
      self.samples = samples
      self.jobs = jobs
    }
  }

  package let name: String
  package let device: Device
  /// Whose machine it is, in words.
  package let provider: String
  /// Whether a server within this process stands in for the provider.
  package let isEmulated: Bool
  /// Whether nothing leaves this machine and nothing is paid.
  package let isFree: Bool
  /// What those simulate who know of the machine only what is published; nil where nothing is.
  package let twin: (any ExactBackend)?
  package let line: Line
  /// Whether circuits were compiled on this side and are run as they are written, where the provider would compile.
  package var isVerbatim = false
  /// Whether the same batch with the same seed is bought once for ever, so that a command that is given again goes on.
  package var buysOnce = true
  /// How many batches like the first one a command takes together.
  package var expectedBatches = 1
  /// The shots of each circuit over all batches, where the first one takes fewer.
  package var expectedShots: Int?
  /// Is asked before the first batch of a command; nil where consent is given already.
  package var consent: (@Sendable (RemoteQuote) async throws(RemoteFailure) -> Void)?
  private let account = Account()

  package init(
    name: String, device: Device, provider: String, isEmulated: Bool, isFree: Bool, twin: (any ExactBackend)?,
    line: Line
  ) {
    self.name = name
    self.device = device
    self.provider = provider
    self.isEmulated = isEmulated
    self.isFree = isFree
    self.twin = twin
    self.line = line
  }

  /// The jobs of all batches so far, each once, in their order.
  package var jobs: [RemoteJob] { account.jobs.withLock { $0 } }

  package func run(_ batch: Batch) async throws(BackendError) -> [Sample] { try await acquired(batch).samples }

  /// The samples of a batch with the jobs that they are from.
  package func acquired(_ batch: Batch) async throws(BackendError) -> Acquisition {
    var batch = batch
    if buysOnce, batch.purpose == nil {
      var stream = batch.stream
      batch.purpose = "seed \(stream.next())"
    }
    if let consent, account.begins() {
      let quote = try await line.quote(whole(batch)).times(expectedBatches)
      do {
        try line.admit(quote, false)
        try await consent(quote)
      } catch { throw .remote(error) }
    }
    let acquisition = try await line.acquire(batch)
    account.add(acquisition.jobs)
    return acquisition
  }

  /// Says that what was run has been passed on, where it is not bought once for ever: until then a command that is given
  /// again finds it, and from then on it buys anew.
  package func confirm() throws(BackendError) { try line.confirm() }

  /// The batch with all the shots that the command takes.
  private func whole(_ batch: Batch) -> Batch {
    guard let expectedShots else { return batch }
    var whole = batch
    for place in whole.entries.indices { whole.entries[place].shots = expectedShots }
    return whole
  }

  private final class Account: Sendable {
    let jobs = Mutex<[RemoteJob]>([])
    private let hasBegun = Mutex(false)

    /// True the first time.
    func begins() -> Bool {
      hasBegun.withLock { hasBegun in
        defer { hasBegun = true }
        return !hasBegun
      }
    }

    func add(_ more: [RemoteJob]) {
      jobs.withLock { jobs in
        let known = Set(jobs.map(\.id))
        jobs += more.filter { !known.contains($0.id) }
      }
    }
  }
}

/// What is to be bought of a machine elsewhere.
package struct RemoteQuote: Sendable, Equatable {
  /// Nil where it is not known yet.
  package var jobs: Int?
  package var circuits: Int
  package var shots: Int
  /// Nil where no price is known.
  package var cost: RemoteCost?
  /// Jobs of an earlier run whose results are taken instead of new ones.
  package var knownJobs: Int
  /// Jobs that an earlier run wrote down and never submitted, by their ids: they are to be bought with the rest, and are
  /// in the other figures.
  package var unsubmittedJobs: [String]

  package init(
    jobs: Int?, circuits: Int, shots: Int, cost: RemoteCost?, knownJobs: Int = 0, unsubmittedJobs: [String] = []
  ) {
    self.jobs = jobs
    self.circuits = circuits
    self.shots = shots
    self.cost = cost
    self.knownJobs = knownJobs
    self.unsubmittedJobs = unsubmittedJobs
  }

  /// So many times as much; more than any number stays at that.
  package func times(_ count: Int) -> RemoteQuote {
    func product(_ number: Int) -> Int {
      let (product, isTooLarge) = number.multipliedReportingOverflow(by: count)
      return isTooLarge ? .max : product
    }
    return RemoteQuote(
      jobs: jobs.map(product), circuits: product(circuits), shots: product(shots),
      cost: cost.map { RemoteCost($0.amount * Double(count), $0.unit) }, knownJobs: product(knownJobs),
      unsubmittedJobs: unsubmittedJobs)
  }
}

/// An amount of what a provider bills in.
package struct RemoteCost: Sendable, Hashable {
  package var amount: Double
  package var unit: String

  package init(_ amount: Double, _ unit: String) {
    self.amount = amount
    self.unit = unit
  }
}

/// A job as its provider knows it.
package struct RemoteJob: Sendable, Hashable {
  /// The provider's name for it.
  package let id: String
  package let circuits: Int
  package let shots: Int
  /// Nil where no bill is known yet.
  package let bill: RemoteCost?

  package init(id: String, circuits: Int, shots: Int, bill: RemoteCost?) {
    self.id = id
    self.circuits = circuits
    self.shots = shots
    self.bill = bill
  }
}

extension Backend {
  /// What attackers simulate: the machine itself where it is simulated here, the twin of a machine elsewhere.
  package var simulated: (any ExactBackend)? { (self as? RemoteBackend)?.twin ?? self as? any ExactBackend }
}
