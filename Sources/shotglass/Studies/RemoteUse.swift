import Execution
import Formats
import Studies

/// What a provider ran for a study, and what it saw of it.
struct RemoteUse {
  let party: Party
  let backend: String
  let jobs: [RemoteJob]

  /// Of all backends of a study that are asked over a network.
  static func all(job: StudyJob, records: [Record]) -> [RemoteUse] {
    let jobs = job.folder.jobs(of: records)
    return job.bench.places.filter { $0.provider != nil }.compactMap { place in
      Party.all(of: job.study, places: [place]).first.map {
        RemoteUse(party: $0, backend: place.name, jobs: jobs[place.name] ?? [])
      }
    }
  }

  private var circuits: Int { jobs.reduce(0) { $0 + $1.circuits } }
  private var shots: Int { jobs.reduce(0) { $0 + $1.shots } }

  var text: String {
    """
    \(party.name) ran \(RemoteConsent.counted(circuits, "circuit")) with \(shots) shots in \
    \(RemoteConsent.counted(jobs.count, "job")).
      It sees \(party.sees).

    """
  }

  var json: JSON {
    [
      "name": .string(party.name), "backend": .string(backend), "circuits": .integer(circuits),
      "shots": .integer(shots), "jobs": .array(jobs.map { .string($0.id) }), "sees": .string(party.sees),
    ]
  }
}
