/**
 * What is filled into each phrase, as `templates/words.json` has it. Written anew by
 * `npx vitest run --config src/testing/vitest.config.ts src/text/words.test.ts -u`.
 */
export interface Placeholders {
  'B.blocks.more': 'processes' | 'loop' | 'statistic'
  'B.blocks.no-more': 'processes' | 'loop' | 'statistic'
  'B.blocks.none': 'statistic'
  'B.blocks.title': never
  'B.bound.broken': 'programs'
  'B.bound.distance': never
  'B.bound.held': 'count' | 'range' | 'claimed'
  'B.bound.mixed': 'slower' | 'count' | 'claimed'
  'B.bound.none-claimed': never
  'B.bound.some-claimed': 'claimed'
  'B.bound.title': never
  'B.bound.unknown': never
  'B.calls.none': 'exits' | 'statistic'
  'B.calls.some': 'exits' | 'statistic'
  'B.calls.title': never
  'B.clock': 'clocks'
  'B.clock.arm': 'configuration' | 'source' | 'step' | 'range' | 'error'
  'B.clock.right': 'percent'
  'B.clock.title': never
  'B.clock.wrong': 'percent'
  'B.exit-reasons': 'title' | 'exits' | 'n' | 'reason' | 'count' | 'average' | 'share' | 'longest'
  'B.exit-kinds': 'clauses'
  'B.exit-kinds.programs': 'kinds' | 'programs'
  'B.exit-kinds.kind': 'reason' | 'share'
  'B.exit-kinds.title': never
  'B.leaves': 'exits' | 'statistic'
  'B.leaves.title': never
  'B.memcpy.place.contradicts': never
  'B.memcpy.place.open': never
  'B.exits': 'title' | 'exits' | 'statistic'
  'B.explained.better': never
  'B.explained.no-difference': never
  'B.explained.not-measured': never
  'B.explained.unclaimed': never
  'B.explained.worse': 'factor'
  'B.length': 'samples' | 'least' | 'most'
  'B.length.short': 'samples' | 'least' | 'most' | 'short'
  'B.length.title': never
  'B.profile': 'title' | 'samples' | 'n' | 'translated' | 'qemu' | 'kernel' | 'libraries'
  'B.rounds': never
  'B.rounds.many': 'rounds'
  'B.rounds.warm-up': 'warmups'
  'B.rounds.title': never
  'B.steady': 'windows' | 'seconds' | 'bytes'
  'B.steady.idle': 'idle' | 'program' | 'exits'
  'B.steady.little': 'share'
  'B.steady.much': 'share'
  'B.steady.none': never
  'B.steady.title': never
  'B.seen.apart': 'title' | 'factor' | 'interval' | 'count' | 'others'
  'B.seen.apart.heading': never
  'B.seen.common-exits': 'count' | 'rates' | 'idle'
  'B.seen.common-exits.heading': never
  'B.seen.common-exits.idle': 'rate'
  'B.seen.common-exits.no-idle': never
  'B.seen.own-code': 'programs'
  'B.seen.own-code.heading': never
  'B.seen.own-code.program': 'title' | 'qemu' | 'samples' | 'n'
  'B.translation': 'bytes' | 'statistic' | 'fresh'
  'B.translation.blocks': 'blocks'
  'B.translation.blocks.none': never
  'B.translation.not-longer': never
  'B.translation.not-slower': never
  'B.translation.open': never
  'B.translation.slower': never
  'B.translation.title': never
  'B.warm-up': 'slower' | 'count' | 'which'
  'B.warm-up.none': 'count'
  'B.warm-up.program': 'program' | 'configuration' | 'ratio' | 'interval'
  'B.warm-up.title': never
  'C.at-rate': 'title' | 'rate' | 'processor' | 'shares' | 'idle' | 'statistic' | 'most' | 'alone'
  'C.at-rate.alone': never
  'C.at-rate.alone-large': 'rate'
  'C.at-rate.idle': 'virtio' | 'e1000'
  'C.at-rate.share': 'virtio' | 'e1000' | 'direction'
  'C.at-rate.title': never
  'C.backend.differs': 'virtio' | 'e1000'
  'C.backend.same': 'netdev'
  'C.backend.title': never
  'C.backend.vhost': 'netdev'
  'C.cause': 'direction' | 'rate' | 'slow' | 'slower' | 'fast' | 'faster' | 'statistic' | 'ratio' | 'range' | 'why'
  'C.cause.conjecture': 'faster' | 'direction' | 'reason'
  'C.cause.counted': 'rate' | 'counts'
  'C.cause.interruption': 'slower'
  'C.cause.no-difference': 'direction' | 'counts'
  'C.cause.none-counted': never
  'C.cause.not-measured': 'direction'
  'C.cause.registers': 'slow' | 'fast' | 'statistic' | 'event'
  'C.cause.unexplained': 'faster' | 'direction' | 'rate' | 'slower' | 'counts'
  'C.cause.contradicts': 'direction'
  'C.cause.unclaimed': 'direction' | 'counts'
  'C.extras': 'what'
  'C.extras.datagrams': never
  'C.extras.offloads': never
  'C.extras.none': never
  'C.extras.title': never
  'C.counting.both': never
  'C.counting.earlier': never
  'C.counting.title': never
  'C.counting.window': never
  'C.counts': 'virtio' | 'e1000' | 'statistic'
  'C.datagrams': 'title' | 'small' | 'large' | 'ratio' | 'range' | 'exitsSmall' | 'exitsLarge' | 'conclusion'
  'C.datagrams.higher': never
  'C.datagrams.lower': never
  'C.datagrams.no-difference': never
  'C.datagrams.title': 'card'
  'C.larger-pieces.higher': 'ways'
  'C.larger-pieces.lower': 'ways'
  'C.larger-pieces.none': never
  'C.larger-pieces.title': never
  'C.larger-pieces.way': 'way' | 'share' | 'interval'
  'C.offloads.higher': 'title' | 'share' | 'range'
  'C.offloads.lower': 'title' | 'share' | 'range'
  'C.offloads.no-difference': 'title' | 'share' | 'range'
  'C.offloads.no-interval': 'title' | 'share' | 'range'
  'C.offloads.share': 'share'
  'C.offloads.title': 'card' | 'direction'
  'C.offloads.unclaimed': 'title' | 'share' | 'range'
  'C.ping.explained.better': never
  'C.ping.explained.no-difference': never
  'C.ping.explained.not-measured': never
  'C.ping.explained.unclaimed': never
  'C.ping.explained.worse': never
  'C.seen.busy-host': 'processor' | 'busy'
  'C.seen.busy-host.heading': never
  'C.processor.only': never
  'C.processor.busiest': never
  'C.processor.only.within': never
  'C.processor.busiest.within': never
  'C.seen.direction': 'more' | 'less' | 'factors'
  'C.seen.direction.heading': never
  'C.seen.direction.both': never
  'C.seen.direction.exits': 'perMegabyte' | 'perSecond'
  'C.seen.direction.exits-alike': 'perMegabyte' | 'perSecond'
  'C.seen.direction.exits-open': 'perMegabyte'
  'C.seen.direction.exits-only': 'perMegabyte'
  'C.seen.direction.factor': 'factor' | 'card' | 'interval' | 'n'
  'C.seen.direction.not-counted': never
  'C.seen.direction.scattered': 'card' | 'range' | 'n'
  'C.seen.direction.with': 'factor' | 'card' | 'spread'
  'C.seen.direction.without-offloads': 'factors'
  'C.seen.retransmits': 'direction' | 'many' | 'card' | 'few' | 'other' | 'n'
  'C.seen.retransmits.heading': never
  'C.seen.scattered': 'streams'
  'C.seen.scattered.heading': never
  'C.seen.scattered.stream': 'direction' | 'card' | 'range' | 'factor' | 'n'
  'D.beyond': 'more' | 'n'
  'D.beyond.none': 'n'
  'D.beyond.title': never
  'D.baseline': 'median' | 'most' | 'n'
  'D.baseline.one': 'most'
  'D.baseline.steady': 'median' | 'most' | 'n'
  'D.baseline.steady.one': 'most'
  'D.baseline.title': never
  'D.change.higher': 'share' | 'range'
  'D.change.lower': 'share' | 'range'
  'D.change.no-difference': 'share' | 'range'
  'D.change.no-interval': 'share' | 'n'
  'D.change.no-share': 'n'
  'D.change.unclaimed': 'share' | 'range'
  'D.clocks.agree': 'n' | 'factor'
  'D.clocks.disagree': 'apart' | 'n' | 'agreed' | 'factor' | 'number' | 'shortest' | 'longest'
  'D.clocks.part': 'ms' | 'clock'
  'D.clocks.title': never
  'D.connection.not-shown': 'copying' | 'n' | 'after'
  'D.connection.outlived': 'copying' | 'n' | 'after'
  'D.connection.title': never
  'D.count-in': 'count' | 'time'
  'D.disk': 'records' | 'outcome' | 'n'
  'D.disk.damaged': 'lost' | 'altered'
  'D.disk.intact': never
  'D.downtime-events': 'text' | 'error'
  'D.downtime-probe': 'text'
  'D.downtime-qemu': 'text'
  'D.exits': 'event' | 'n' | 'leftBefore' | 'leftAfter' | 'reachedBefore' | 'reachedAfter' | 'outcome'
  'D.exits.moved': never
  'D.exits.moved-in': 'moved' | 'n'
  'D.faults': 'name' | 'event' | 'count' | 'time' | 'copying' | 'before' | 'clause' | 'among' | 'conclusion'
  'D.faults.among': 'event' | 'before' | 'copying'
  'D.faults.among-twice': 'event' | 'before' | 'copying'
  'D.faults.from-logging': never
  'D.gap-copying': 'meanwhile' | 'before' | 'gap' | 'beside'
  'D.gap-copying.longer': 'longer' | 'n'
  'D.gap-copying.not-longer': never
  'D.faults.from-logging-alone': never
  'D.faults.none-among': 'event'
  'D.faults.not-shown': never
  'D.handover.damaged': never
  'D.handover.intact': never
  'D.limit.exceeded': 'n' | 'limit' | 'parts'
  'D.limit.kept': 'limit' | 'n'
  'D.limit.part': 'count' | 'clock'
  'D.limit.title': never
  'D.devices': 'saved' | 'save' | 'loaded' | 'load'
  'D.devices.always': never
  'D.devices.name': 'device'
  'D.devices.not-always': never
  'D.parts': 'n' | 'flush' | 'saveMemory' | 'saveDevices' | 'loadMemory' | 'loadDevices' | 'start' | 'unexplained'
  'D.parts.explained': 'share' | 'longest'
  'D.parts.left': 'share' | 'longest'
  'D.parts.longest.flush': never
  'D.parts.longest.saveMemory': never
  'D.parts.longest.saveDevices': never
  'D.parts.longest.loadMemory': never
  'D.parts.longest.loadDevices': never
  'D.parts.longest.start': never
  'D.parts.one': 'n' | 'flush' | 'saveMemory' | 'saveDevices' | 'loadMemory' | 'loadDevices' | 'start' | 'unexplained'
  'D.parts.stopping': 'stopping'
  'D.waits': 'groups'
  'D.waits.group': 'cells' | 'count' | 'middle' | 'longest' | 'waited'
  'D.waits.longer': never
  'D.waits.longer.one': never
  'D.waits.mean-too-low': 'mean' | 'least'
  'D.waits.means': 'waiters'
  'D.waits.mixed': 'longer' | 'n'
  'D.waits.none': 'cells'
  'D.waits.or-more': 'from'
  'D.waits.others': 'mean'
  'D.waits.processor': 'number' | 'mean'
  'D.waits.shorter': never
  'D.zeros': 'parts'
  'D.zeros.sent': 'cells' | 'sent' | 'total'
  'D.zeros.found': 'cells' | 'sent' | 'total' | 'zeros'
  'D.zeros.fewer': 'factor'
  'D.zeros.fewer-sooner': 'factor'
  'D.zeros.not-fewer': never
  'D.matrix.acted': 'cells'
  'D.matrix.acted.partly': 'cells'
  'D.matrix.acted.counts': 'parts'
  'D.matrix.acted.none': 'parts'
  'D.matrix.acted.not': 'parts'
  'D.matrix.acted.out': 'cells'
  'D.matrix.acted.out-all': never
  'D.matrix.acted.part': 'cell' | 'parts'
  'D.matrix.all-offered': 'version'
  'D.matrix.alone': 'name' | 'ranges' | 'n' | 'idle'
  'D.matrix.by': 'range' | 'by'
  'D.matrix.dirtied': 'dirtied' | 'sent' | 'n'
  'D.matrix.converged': 'n' | 'completed' | 'rest'
  'D.matrix.converged.all': 'n'
  'D.matrix.converged.none': 'n' | 'rest'
  'D.matrix.converged.one': never
  'D.matrix.cut-off': 'cell' | 'when' | 'left'
  'D.matrix.degradation': 'clauses'
  'D.matrix.degradation.iperf3': 'shares'
  'D.matrix.degradation.perf': 'shares'
  'D.matrix.did-not-converge': 'cell' | 'when' | 'left'
  'D.matrix.dirtied.alone': 'dirtied' | 'n'
  'D.matrix.extremes': 'name' | 'ranges' | 'settings' | 'n' | 'idle'
  'D.matrix.failed': 'cell' | 'why'
  'D.matrix.idle': 'completed'
  'D.matrix.lacking': 'setting' | 'reason'
  'D.matrix.left': 'amount'
  'D.matrix.n': 'n'
  'D.matrix.n.medians': 'n'
  'D.matrix.other-ways': never
  'D.matrix.not-offered': 'version' | 'settings'
  'D.matrix.prediction': 'right' | 'n' | 'wrong'
  'D.matrix.prediction.all': 'n'
  'D.matrix.prediction.all.one': never
  'D.matrix.prediction.cause.near': 'n' | 'least' | 'most'
  'D.matrix.prediction.cause.near.one': 'least'
  'D.matrix.prediction.cause.sooner': 'factor' | 'sooner' | 'n' | 'least'
  'D.matrix.prediction.cause.sooner.one': 'least'
  'D.matrix.prediction.cause.later': 'factor' | 'later' | 'n' | 'most'
  'D.matrix.prediction.cause.later.one': 'most'
  'D.matrix.prediction.cause.both': 'factor' | 'sooner' | 'n' | 'later' | 'least' | 'most'
  'D.matrix.prediction.downtime': 'factor' | 'range'
  'D.matrix.prediction.none': 'n'
  'D.matrix.prediction.none.one': never
  'D.matrix.prediction.total': 'factor' | 'range'
  'D.matrix.prediction.wrong': 'cells'
  'D.matrix.range': 'low' | 'high'
  'D.matrix.share': 'value' | 'cell'
  'D.matrix.shares': 'low' | 'high' | 'count'
  'D.matrix.untried': 'version' | 'count' | 'untried'
  'D.matrix.untried.none': 'version' | 'count'
  'D.matrix.vm': 'memory'
  'D.matrix.when': 'time'
  'D.matrix.why': 'reason'
  'D.matrix.with-writer': 'title'
  'D.migrations': 'ways' | 'planned'
  'D.migrations.incomplete': 'ways' | 'missing' | 'planned'
  'D.migrations.title': never
  'D.migrations.way': 'way' | 'count'
  'D.perf': 'name' | 'event' | 'before' | 'copying' | 'clause' | 'later'
  'D.perf.later': 'rate'
  'D.perf.too-few': 'name' | 'event' | 'before' | 'copying' | 'n'
  'D.pings': 'pings' | 'outcome' | 'onTheWay'
  'D.pings.lost.one': 'lost' | 'around' | 'elsewhere'
  'D.pings.lost': 'lost' | 'around' | 'median' | 'most' | 'elsewhere'
  'D.pings.none-lost': 'n'
  'D.numbers': 'n'
  'D.numbers.shares': never
  'D.numbers.one': never
  'D.postcopy': 'cell' | 'parts'
  'D.postcopy.disagree': 'factor'
  'D.postcopy.longest': 'count'
  'D.postcopy.not-switched': 'cell' | 'parts'
  'D.postcopy.nothing-left': 'cell' | 'parts'
  'D.postcopy.pace': 'share'
  'D.postcopy.pace.before': 'share'
  'D.postcopy.pace.both': 'share' | 'following'
  'D.postcopy.pace.of': 'cells' | 'pace'
  'D.postcopy.pace.title': never
  'D.postcopy.part': 'ms' | 'clock' | 'rank'
  'D.postcopy.shortest': 'count'
  'D.postcopy.title': never
  'D.recovery': 'time' | 'range'
  'D.recovery.missed': 'where' | 'ways' | 'watched' | 'others'
  'D.recovery.others': 'count' | 'time'
  'D.recovery.where.all': 'n'
  'D.recovery.where.one': never
  'D.recovery.where.some': 'missed' | 'n'
  'D.prediction-error': 'parts'
  'D.prediction-error.downtime': never
  'D.prediction-error.few': 'least'
  'D.prediction-error.one': 'what' | 'error' | 'n'
  'D.prediction-error.most': 'what' | 'error' | 'n'
  'D.prediction-error.percentile': 'what' | 'error' | 'n'
  'D.prediction-error.title': never
  'D.prediction-error.total': never
  'D.seen.bottleneck': 'share' | 'n' | 'stream'
  'D.seen.bottleneck.heading': never
  'D.seen.bottleneck.conjecture': never
  'D.seen.bottleneck.one-processor': never
  'D.seen.outlier.bytes': 'settings' | 'noise' | 'n'
  'D.seen.outlier.heading': never
  'D.seen.outlier.no-noise': never
  'D.seen.outlier.one-each': never
  'D.seen.outlier.at-most': 'n'
  'D.seen.outlier.noise-of-section': 'memory' | 'factor'
  'D.seen.outlier.other-memory': never
  'D.seen.outlier.noise': 'factor'
  'D.seen.outlier.setting': 'value' | 'setting' | 'factor' | 'usual'
  'D.seen.outlier.total': 'settings' | 'noise' | 'n'
  'D.seen.outlier.unexplained': never
  'D.seen.outlier.unfinished': 'migrations' | 'settings'
  'D.seen.outlier.xbzrle-large': 'pages' | 'share' | 'overflow' | 'misses'
  'D.seen.outlier.xbzrle-small': 'pages' | 'share' | 'overflow' | 'misses'
  'D.seen.silence': 'count' | 'n' | 'limit' | 'time' | 'total'
  'D.seen.silence.heading': never
  'D.seen.silence.unexplained': never
  'D.seen.silence.zeros': 'share' | 'bytes'
  'D.seen.zero-pages': 'share' | 'n'
  'D.seen.zero-pages.heading': never
  'D.service-lost': 'time' | 'range' | 'end'
  'D.service-lost.open': 'open'
  'D.share': 'share'
  'D.unanswered': 'time' | 'range' | 'beside'
  'D.unanswered.longer': 'longer' | 'n'
  'D.unanswered.not-longer': never
  'D.throughput.after.higher': 'share' | 'range'
  'D.throughput.after.lower': 'share' | 'range'
  'D.throughput.after.no-difference': 'share' | 'range'
  'D.throughput.after.no-interval': 'share' | 'n'
  'D.throughput.after.unclaimed': 'share' | 'range'
  'D.throughput.copying.higher': 'share' | 'range'
  'D.throughput.copying.lower': 'share' | 'range'
  'D.throughput.copying.no-difference': 'share' | 'range'
  'D.throughput.copying.no-interval': 'share' | 'n'
  'D.throughput.copying.unclaimed': 'share' | 'range'
  'D.total': 'text'
  'D.transferred': 'text'
  'D.way': 'source' | 'destination'
  'D.ways.after': 'away' | 'back' | 'judged'
  'D.ways.copying': 'away' | 'back' | 'judged'
  'D.ways.found': 'ratio' | 'interval' | 'n'
  'D.ways.not-found': 'ratio' | 'interval' | 'n'
  'D.ways.too-scattered': 'ratio' | 'range' | 'n'
  'D.ways.no-interval': 'n' | 'ratio'
  'D.ways.one': never
  'D.ways.title': never
  'D.work.less-sent': never
  'D.work.more': 'more'
  'D.work.none-fewer': never
  'D.work.not-less-sent': 'fewer'
  'D.work.title': never
  'F.cable': 'n' | 'untold' | 'gap'
  'F.cable.both': 'cable' | 'both'
  'F.cable.end': 'cable' | 'silent'
  'F.cable.silent': 'n' | 'untold'
  'F.cable.title': never
  'F.checkpoints': 'pause' | 'interval' | 'still'
  'F.checkpoints.cable': 'megabytes'
  'F.checkpoints.early': 'count' | 'early' | 'delay'
  'F.checkpoints.none-early': 'count' | 'delay'
  'F.checkpoints.title': never
  'F.connection.kept': 'n'
  'F.connection.some': 'kept' | 'n'
  'F.connection.title': never
  'F.disks': 'acknowledged' | 'both' | 'primary' | 'secondary' | 'neither'
  'F.disks.torn': 'disks' | 'torn'
  'F.disks.whole': 'disks'
  'F.disks.title': never
  'F.faults.fault': never
  'F.faults.row': 'fault' | 'n'
  'F.faults.gap': never
  'F.faults.told': never
  'F.faults.both': never
  'F.faults.primary': never
  'F.faults.secondary': never
  'F.faults.missing': never
  'F.faults.n': never
  'F.failover.none': 'n' | 'notice'
  'F.failover.some': 'survived' | 'n' | 'notice' | 'told' | 'takeover'
  'F.failover.title': never
  'F.full': 'n' | 'space' | 'end'
  'F.full.alone': 'full' | 'gap'
  'F.full.held': 'full' | 'held' | 'gap'
  'F.full.never': 'full'
  'F.full.unnoticed': 'n'
  'F.full.title': never
  'F.gap': 'first' | 'gap' | 'before'
  'F.gap.title': never
  'F.host': 'n' | 'survived' | 'first' | 'gap' | 'notice'
  'F.host.never': 'n'
  'F.host.title': never
  'F.numbers': never
  'F.numbers.one': never
  'F.price.round-trip': 'colo' | 'alone'
  'F.price.stream': 'colo' | 'alone'
  'F.price.title': never
  'F.records.none': 'acknowledged' | 'before' | 'n'
  'F.records.some': 'acknowledged' | 'before' | 'n' | 'missing'
  'F.records.title': never
  'F.row.cable': never
  'F.row.first': never
  'F.row.gap': never
  'F.row.gap-before': never
  'F.row.gap.no-end': never
  'F.row.interval': never
  'F.row.missing': never
  'F.row.notice': never
  'F.row.records': never
  'F.row.round-trip': never
  'F.row.share': never
  'F.row.still': never
  'F.row.stream': never
  'F.row.takeover': never
  'F.row.told': never
  'F.secondary': 'n' | 'survived' | 'gap'
  'F.secondary.never': 'n'
  'F.secondary.title': never
  'F.set-up': 'version'
  'F.short': 'survived' | 'n' | 'first'
  'F.table.n': 'migrations' | 'colo' | 'unprotected'
  'F.table.n.kills': 'colo' | 'unprotected'
  'F.unprotected.answered': 'n' | 'answered'
  'F.unprotected.silent': 'n' | 'watched'
  'F.unprotected.title': never
  'accelerator.kvm': never
  'accelerator.none': never
  'accelerator.other': never
  'accelerator.tcg': never
  'acted.dirty-limit': 'time'
  'acted.dirty-limit.not': never
  'acted.downtime-limit': 'rest' | 'limit'
  'acted.downtime-limit.not': 'limit'
  'acted.max-bandwidth': 'most' | 'cap'
  'acted.multifd': 'amount'
  'acted.postcopy': 'amount'
  'acted.postcopy.nothing-left': never
  'acted.postcopy.not': never
  'acted.postcopy.requests': 'pages'
  'acted.preempt': 'pages'
  'acted.throttle': 'percent'
  'acted.throttle.not': never
  'acted.xbzrle': 'pages'
  'acted.zeros': 'pages'
  'acted.zeros.none': 'pages'
  'and': 'first' | 'second'
  'axis.after-migrate': never
  'axis.after-migrate.short': never
  'axis.after-kill': never
  'axis.of-test': never
  'axis.exits-per-megabyte': never
  'blocks.complete.one': never
  'blocks.complete': 'count'
  'blocks.incomplete': 'count' | 'missing'
  'blocks.title': never
  'chart.arm': 'value' | 'unit' | 'configuration'
  'chart.arm-not-measured': 'configuration'
  'chart.clock.events': never
  'chart.clock.probe': never
  'chart.clock.qemu': never
  'chart.cut': never
  'chart.downtime.events': never
  'chart.downtime.median': 'clock'
  'chart.downtime.n': 'n'
  'chart.downtime.none': never
  'chart.downtime.probe': never
  'chart.downtime.qemu': never
  'chart.drift.acceleration': never
  'chart.drift.migration': never
  'chart.drift.minutes': never
  'chart.drift.n': 'sizes'
  'chart.drift.network': never
  'chart.drift.none': never
  'chart.drift.size': 'count' | 'section'
  'chart.drift.words': 'title' | 'trials' | 'factor'
  'chart.exits.exits-of-every-kind': never
  'chart.exits.from-vm': never
  'chart.exits.halt': never
  'chart.exits.interrupt': never
  'chart.exits.interrupt-window': never
  'chart.exits.memory': never
  'chart.exits.msr-accesses': never
  'chart.exits.n': 'summaries' | 'sizes'
  'chart.exits.none': never
  'chart.failover.none': never
  'chart.failover.killed': never
  'chart.failover.n': 'number' | 'all' | 'error'
  'chart.failover.records': never
  'chart.failover.round-trips': never
  'chart.failover.words': 'notice' | 'first'
  'chart.exits.other': never
  'chart.exits.port': never
  'chart.exits.to-vm': never
  'chart.exits.zero': never
  'chart.faults.axis': never
  'chart.faults.n': 'n'
  'chart.faults.no-waits': never
  'chart.faults.none': never
  'chart.faults.place': 'time' | 'count'
  'chart.matrix.downtime': never
  'chart.matrix.downtime-by': 'downtime' | 'clock'
  'chart.matrix.cut-off': 'time'
  'chart.matrix.did-not-converge': 'time'
  'chart.matrix.n': never
  'chart.matrix.ways': never
  'chart.matrix.no-switch': never
  'chart.matrix.none': never
  'chart.matrix.times': 'total' | 'downtime'
  'chart.matrix.total': never
  'chart.matrix.words': 'cells'
  'chart.metric': 'title' | 'values'
  'chart.metric.summary': 'title' | 'statistic' | 'values'
  'chart.migration': 'number'
  'chart.no-migration': never
  'chart.no-trial': never
  'chart.nothing-recorded': never
  'chart.overlay.migration': 'number' | 'values'
  'chart.overlay.n': 'n'
  'chart.overlay.none': never
  'chart.overlay.panel': 'number' | 'way'
  'chart.overlay.words': 'migrations'
  'chart.pause.device': 'device' | 'side'
  'chart.pause.devices': never
  'chart.pause.load': never
  'chart.pause.n': 'n'
  'chart.pause.none': never
  'chart.pause.part.flush': never
  'chart.pause.part.flush.title': never
  'chart.pause.part.loadDevices': never
  'chart.pause.part.loadDevices.title': never
  'chart.pause.part.loadMemory': never
  'chart.pause.part.loadMemory.title': never
  'chart.pause.part.saveDevices': never
  'chart.pause.part.saveDevices.title': never
  'chart.pause.part.saveMemory': never
  'chart.pause.part.saveMemory.title': never
  'chart.pause.part.start': never
  'chart.pause.part.start.title': never
  'chart.pause.part.unexplained': never
  'chart.pause.part.unexplained.title': never
  'chart.pause.parts': never
  'chart.pause.save': never
  'chart.ratios.better': never
  'chart.ratios.block': 'number'
  'chart.ratios.blocks': never
  'chart.ratios.factor': 'factor'
  'chart.ratios.faster': never
  'chart.ratios.lane-in-words': 'factor' | 'configuration'
  'chart.ratios.n': 'statistics'
  'chart.ratios.none': never
  'chart.ratios.reference': 'configuration'
  'chart.ratios.repetitions': never
  'chart.ratios.sizes': 'sizes'
  'chart.ratios.slower': 'configuration'
  'chart.ratios.thin': never
  'chart.ratios.words.slower': 'reference'
  'chart.ratios.words.worse': 'reference'
  'chart.ratios.worse': 'configuration'
  'chart.samples.n': 'summaries' | 'sizes'
  'chart.size': 'count' | 'configuration'
  'chart.sizes-at-most': 'n'
  'chart.summaries': 'statistics'
  'chart.timeline.by-perf': 'what'
  'chart.by-hand.none': never
  'chart.by-hand.n': 'n'
  'chart.by-hand.panel': 'number'
  'chart.by-hand.title': never
  'chart.by-hand.words': 'tests'
  'chart.by-hand.test': 'number' | 'least' | 'most'
  'chart.timeline.dashed': 'name'
  'chart.timeline.dirtied': never
  'chart.timeline.exits': never
  'chart.timeline.lines': 'title' | 'names'
  'chart.timeline.n': 'number' | 'all' | 'chosen' | 'source' | 'destination' | 'error'
  'chart.timeline.pass': never
  'chart.timeline.passes': 'from' | 'to'
  'chart.shown.middle': never
  'chart.timeline.phase': 'phase' | 'time'
  'chart.timeline.remaining': never
  'chart.timeline.searches': never
  'chart.timeline.silence': never
  'chart.timeline.solid': 'name'
  'chart.timeline.stop': 'ms'
  'chart.timeline.stream': never
  'chart.timeline.stretch': 'name' | 'length'
  'chart.timeline.throughput': never
  'chart.timeline.words': 'source' | 'destination' | 'lengths' | 'before' | 'copying' | 'after'
  'chart.title-with-unit': 'title' | 'unit'
  'chart.way': 'source' | 'destination'
  'clock.events': never
  'clock.probe': never
  'clock.qemu': never
  'compared.host-kernel': never
  'compared.host-qemu': never
  'compared.hosts': never
  'compared.iperf3': never
  'compared.lab-qemu': never
  'compared.none-found': never
  'compared.perf': never
  'compared.processor': never
  'compared.processors': never
  'compared.profile': never
  'compared.recipe': never
  'compared.vm-kernel': never
  'comparison.faster': 'ratio' | 'range'
  'comparison.fewer': 'ratio' | 'range'
  'comparison.may-be-chance': 'ratio' | 'range' | 'family'
  'comparison.more': 'ratio' | 'range'
  'comparison.no-difference': 'ratio' | 'range'
  'comparison.no-interval': 'ratio' | 'n'
  'comparison.no-ratio': never
  'comparison.other-commands': never
  'comparison.slower': 'ratio' | 'range'
  'comparison.too-scattered': 'range' | 'n'
  'comparison.unstable': 'ratio' | 'range' | 'floor'
  'comparison.not-again': 'ratio' | 'range' | 'again' | 'spread'
  'comparison.outside': 'again' | 'spread'
  'comparison.value': 'value' | 'configuration'
  'comparison.values': 'first' | 'second' | 'statistic'
  'configuration.auto-converge': never
  'configuration.auto-converge.within': never
  'configuration.cable-pulled': never
  'configuration.cable-pulled.within': never
  'configuration.host-killed': never
  'configuration.host-killed.within': never
  'configuration.colo': never
  'configuration.colo.within': never
  'configuration.disk-full': never
  'configuration.disk-full.within': never
  'configuration.dirty-limit': never
  'configuration.dirty-limit.within': never
  'configuration.e1000': never
  'configuration.e1000.within': never
  'configuration.host': never
  'configuration.host.within': never
  'configuration.kvm': never
  'configuration.kvm-control': never
  'configuration.kvm-control.within': never
  'configuration.kvm.within': never
  'configuration.multifd-plain': never
  'configuration.multifd-plain.within': never
  'configuration.multifd-zstd': never
  'configuration.multifd-zstd.within': never
  'configuration.postcopy': never
  'configuration.postcopy-preempt': never
  'configuration.postcopy-preempt.within': never
  'configuration.postcopy.within': never
  'configuration.precopy': never
  'configuration.precopy.within': never
  'configuration.raised': never
  'configuration.raised.within': never
  'configuration.secondary-killed': never
  'configuration.secondary-killed.within': never
  'configuration.tcg': never
  'configuration.tcg.within': never
  'configuration.unprotected': never
  'configuration.unprotected.within': never
  'configuration.virtio': never
  'configuration.virtio-control': never
  'configuration.virtio-control.within': never
  'configuration.virtio.within': never
  'configuration.xbzrle': never
  'configuration.xbzrle.within': never
  'configuration.zero-legacy': never
  'configuration.zero-legacy.within': never
  'configuration.zero-multifd': never
  'configuration.zero-multifd.within': never
  'configuration.zero-none': never
  'configuration.zero-none.within': never
  'control': 'configuration' | 'differing' | 'count' | 'range' | 'n' | 'least' | 'quietest' | 'most' | 'loudest' | 'scattered'
  'computer.named': 'number' | 'name'
  'computers.apart': 'computers' | 'title' | 'configuration' | 'count'
  'computers.apart.named': 'number' | 'name' | 'factor'
  'computers.apart.none': 'count' | 'title' | 'configuration'
  'computers.apart.one': 'number' | 'factor'
  'computers.apart.two': never
  'computers.inner.boots': never
  'computers.inner.boots.counted': 'n'
  'computers.inner.migrations': never
  'computers.inner.migrations.counted': 'n'
  'computers.no-shares': 'title' | 'configuration' | 'computers' | 'boots' | 'count'
  'computers.shares': 'title' | 'configuration' | 'ofComputers' | 'ofBoots' | 'ofInner' | 'inner' | 'computers' | 'boots' | 'count'
  'computers.shares.two': 'title' | 'configuration' | 'ofComputers' | 'ofBoots' | 'inner' | 'computers' | 'boots' | 'count'
  'computers.title': never
  'control.scattered': 'titles' | 'least'
  'control.scattered.none': 'titles'
  'control.no-interval': 'configuration' | 'range' | 'n'
  'control.title': never
  'count-of.boot': 'count'
  'count-of.failover': 'count'
  'count-of.migration': 'count'
  'count-of.round': 'count'
  'count.block': 'count'
  'count.boot': 'count'
  'count.failover': 'count'
  'count.line': 'count'
  'count.migration': 'count'
  'count.pass': 'count'
  'count.ping': 'count'
  'count.processor': 'count'
  'count.record': 'count'
  'count.round': 'count'
  'count.sample': 'count'
  'count.trial': 'count'
  'count.window': 'count'
  'datagram.large': never
  'datagram.small': never
  'datagrams.range': 'spread' | 'n' | 'statistic'
  'direction.at-rate.host': 'rate'
  'direction.at-rate.vm': 'rate'
  'direction.from-vm': never
  'direction.to-vm': never
  'drawing.activation': never
  'drawing.all': never
  'drawing.all-2': never
  'drawing.an-equal-qemu': never
  'drawing.announces-the': never
  'drawing.answers': never
  'drawing.answers-that-may-leave': never
  'drawing.architecture': 'host1' | 'vm' | 'memory' | 'disk' | 'host2' | 'bridge' | 'destination'
  'drawing.architecture.by-hand': 'host1' | 'vm' | 'memory' | 'disk' | 'host2' | 'bridge' | 'destination'
  'drawing.bridge': 'name'
  'drawing.buffer-of-own-writes': never
  'drawing.by-filter-redirector': never
  'drawing.checkpoint': never
  'drawing.client': never
  'drawing.colo': never
  'drawing.colo-compare': never
  'drawing.commands-qmp-the-vms-console': never
  'drawing.destination': never
  'drawing.devices': never
  'drawing.different-checkpoint': never
  'drawing.dirtied-in': never
  'drawing.disk': never
  'drawing.downtime': never
  'drawing.dropped-at-checkpoints': never
  'drawing.equal-the-answer-leaves': never
  'drawing.filter-mirror': never
  'drawing.filter-redirector-sends-the-answers': never
  'drawing.filter-redirector-takes-in-the-requests': never
  'drawing.filter-rewriter-sequence-numbers': never
  'drawing.further-passes': never
  'drawing.host-1-the-source': never
  'drawing.host-2-the-destination': never
  'drawing.iterative-copying': never
  'drawing.its-answers-count': never
  'drawing.list-of': never
  'drawing.list-of-2': never
  'drawing.loads-the-state': never
  'drawing.memory': never
  'drawing.memory-processor': never
  'drawing.migration': never
  'drawing.monitor': 'address'
  'drawing.nfs': never
  'drawing.nfs-server': 'folder'
  'drawing.nfs-share': 'share'
  'drawing.pass': 'number'
  'drawing.passes': 'from' | 'to'
  'drawing.paused': never
  'drawing.precopy': never
  'drawing.precopy.timed': 'number' | 'all' | 'chosen' | 'error' | 'setup'
  'drawing.precopy.times': 'setup' | 'copying' | 'passes' | 'pause'
  'drawing.precopy.untimed': never
  'drawing.primary-host': never
  'drawing.primary-vm': never
  'drawing.qemu-with-kvm': never
  'drawing.qemu-without-kvm': never
  'drawing.reads-and-writes': never
  'drawing.requests': never
  'drawing.room-for-the-vm': never
  'drawing.same-requests-answers-of-its-own': never
  'drawing.secondary-host': never
  'drawing.secondary-vm': never
  'drawing.seconds': never
  'drawing.set-up': never
  'drawing.software-that-watches-both-hosts': never
  'drawing.source': never
  'drawing.ssh': never
  'drawing.stop-and-copy': never
  'drawing.stopped-copy': never
  'drawing.the-cable': never
  'drawing.the-lab': never
  'drawing.the-last-one': never
  'drawing.the-rest': never
  'drawing.the-rest-2': never
  'drawing.the-rest-3': never
  'drawing.the-same-disk': never
  'drawing.the-users-computer': never
  'drawing.the-vm': never
  'drawing.the-vm-runs': never
  'drawing.the-vms-disk': never
  'drawing.vm-memory': 'memory'
  'drawing.vms-new-place': never
  'drawing.waits-and-receives': never
  'drawing.waits-on': 'port'
  'drawing.writes': never
  'drawing.x-colo-lost-heartbeat-the-survivor': never
  'drift.falling': 'title' | 'factor' | 'minutes' | 'range'
  'drift.no-drift': 'title' | 'minutes' | 'factor' | 'range'
  'drift.rising': 'title' | 'factor' | 'minutes' | 'range'
  'drift.title': never
  'drift.too-few-trials': 'title' | 'n'
  'experiment.acceleration': never
  'experiment.failover': never
  'experiment.matrix': never
  'experiment.migration': never
  'experiment.network': never
  'factor': 'factor'
  'film.colo.answers': 'sent' | 'received'
  'film.colo.checkpoints': 'count'
  'film.colo.subtitle': never
  'film.colo.title': never
  'film.downtime': 'total' | 'downtime'
  'film.elapsed': 'time'
  'film.end': never
  'film.host1': never
  'film.host2': never
  'film.leftOut': 'time'
  'film.noVm': 'host'
  'film.probe': 'sent' | 'received'
  'film.secondTerminal': 'host'
  'film.subtitle': never
  'film.terminal': 'host'
  'film.title': never
  'film.total': 'time'
  'film.vmScreen': 'host'
  'film.waited': 'time'
  'finding.absent': 'title'
  'finding.comparison': 'title' | 'values' | 'effect'
  'finding.not-measured': 'title' | 'reason'
  'host-boots.each': 'boots'
  'host-boots.one': never
  'host-boots.some': 'boots'
  'host-boots.unknown': never
  'host.host1': never
  'host.host2': never
  'hosts.by-hand': never
  'hosts.by-hand.meaning': never
  'hosts.emulated': never
  'hosts.emulated.meaning': never
  'hosts.kvm': never
  'hosts.kvm.meaning': never
  'hosts.not-pinned': 'processors'
  'hosts.pinned': 'host1' | 'host2'
  'hosts.ssh': never
  'hosts.ssh.meaning': never
  'interval': 'interval'
  'interval.outside': 'interval' | 'again'
  'interval.by-method': 'interval' | 'method' | 'n'
  'interval.with-n': 'interval' | 'n'
  'kvm.absent': never
  'kvm.does-not-boot': never
  'kvm.emulating': never
  'kvm.forbidden': never
  'kvm.usable': never
  'label.argument': never
  'label.before': never
  'label.contents': never
  'label.default': never
  'label.example': never
  'label.figure': never
  'label.film': never
  'label.hosts': never
  'label.limits': never
  'label.listing': never
  'label.meaning': never
  'label.notMeasured': never
  'label.references': never
  'label.section': never
  'label.security': never
  'seen.heading': 'heads'
  'label.step': never
  'label.table': never
  'label.without': never
  'limit.bandwidth': 'reached' | 'n' | 'cap'
  'limit.by-hand': never
  'limit.by-hand.command': 'command' | 'configuration'
  'limit.by-hand.commands': 'commands'
  'limit.by-hand.iperf2': never
  'limit.by-hand.migration': never
  'limit.by-hand.stopped': 'trials'
  'limit.clock': 'error' | 'downtime'
  'limit.computers.few': 'computers'
  'limit.computers.one': never
  'limit.control': 'configuration' | 'parts'
  'limit.control.part': 'title' | 'ratio' | 'range'
  'limit.earlier-counts': never
  'limit.emulated': never
  'limit.few.boots': 'count'
  'limit.few.migrations': 'count'
  'limit.host-boots.few': 'boots'
  'limit.host-boots.given': never
  'limit.host-boots.one': never
  'limit.host-boots.unknown': never
  'limit.hosts': 'of' | 'against' | 'same' | 'blocks'
  'limit.hosts.together': 'of' | 'against'
  'limit.hosts.apart': 'blocks' | 'of' | 'against'
  'limit.hosts.unknown': never
  'limit.load': never
  'limit.matrix.few': 'n'
  'limit.matrix.memory': 'memory' | 'other'
  'limit.matrix.model': never
  'limit.matrix.one': never
  'limit.matrix.one-way': 'all' | 'one' | 'host1' | 'host2'
  'limit.no-exits': never
  'limit.no-noise-floor': 'titles'
  'limit.slow-rate': 'rate'
  'limit.no-wire': never
  'limit.one-of.boots': never
  'limit.one-of.migrations': never
  'limit.perf': never
  'limit.steal': 'stolen' | 'from' | 'most' | 'trial'
  'list': 'first' | 'second'
  'list.clauses': 'first' | 'second'
  'literature.conditions': never
  'literature.context': never
  'literature.result': never
  'literature.source': never
  'machine': 'n' | 'busy' | 'stolen' | 'load' | 'busiest'
  'machine.stolen': 'steal' | 'most' | 'trial'
  'machine.stolen.none': never
  'machine.title': never
  'matrix.cell': 'setting' | 'workload'
  'matrix.cell.each': 'setting' | 'workload'
  'matrix.cell.from': 'setting' | 'workload' | 'source'
  'matrix.cell.numbered': 'setting' | 'workload' | 'number'
  'matrix.setting.precopy': never
  'matrix.setting.precopy.within': never
  'matrix.setting.raised': never
  'method.geometric-mean-of-ratios': never
  'method.ratio-of-geometric-means': never
  'metric.blocks': 'program'
  'metric.boot': never
  'metric.by-hand.lowest': never
  'metric.by-hand.program': never
  'metric.by-hand.rate': 'what'
  'metric.by-hand.throughput': never
  'metric.context-switch': never
  'metric.context-switch-pipe': never
  'metric.context-switches': never
  'metric.cpu-per-datagram': 'size'
  'metric.cpu-per-gigabyte': never
  'metric.cycles': 'program'
  'metric.datagrams-lost': 'size'
  'metric.directed': 'what' | 'direction'
  'metric.disk': never
  'metric.elapsed': 'program'
  'metric.exits': 'program'
  'metric.exits-at-rate': never
  'metric.exits-both': never
  'metric.exits-every': never
  'metric.exits-halt': never
  'metric.exits-interrupt': never
  'metric.exits-interrupts': never
  'metric.exits-memory': never
  'metric.exits-msr': never
  'metric.exits-other': never
  'metric.exits-per-datagram': 'size'
  'metric.exits-per-second': 'program'
  'metric.exits-port': never
  'metric.exits-window': never
  'metric.failover.acknowledged': never
  'metric.failover.acknowledgedBefore': never
  'metric.failover.checkpointIntervalMs': never
  'metric.failover.checkpointPauseMs': never
  'metric.failover.checkpoints': never
  'metric.failover.checkpointsEarly': never
  'metric.failover.coloEndMs': never
  'metric.failover.firstAnswerMs': never
  'metric.failover.gapBeforeMs': never
  'metric.failover.gapMs': never
  'metric.failover.megabytesPerCheckpoint': never
  'metric.failover.missing': never
  'metric.failover.noSpaceMs': never
  'metric.failover.noticeMs': never
  'metric.failover.onBoth': never
  'metric.failover.onNeither': never
  'metric.failover.onPrimaryAlone': never
  'metric.failover.onSecondaryAlone': never
  'metric.failover.roundTripMs': never
  'metric.failover.stillPercent': never
  'metric.failover.streamMegabitsPerSecond': never
  'metric.failover.takeoverMs': never
  'metric.failover.toldMs': never
  'metric.growth': 'program'
  'metric.idle': never
  'metric.idle-exits-per-second': never
  'metric.host-busy': never
  'metric.idle-vm': never
  'metric.in-vm': 'what'
  'metric.in-vm-while-copying': 'what'
  'metric.instructions': 'program'
  'metric.interrupts': never
  'metric.jitter': 'size'
  'metric.kvm-page-faults': never
  'metric.loop': never
  'metric.matrix.acted': never
  'metric.matrix.convergence': never
  'metric.matrix.dirtied': never
  'metric.matrix.downtime': never
  'metric.matrix.offered': never
  'metric.matrix.pace': never
  'metric.matrix.prediction': never
  'metric.matrix.untried': never
  'metric.memcpy': never
  'metric.migration.downtimeEventsMs': never
  'metric.migration.downtimeProbeMs': never
  'metric.migration.downtimeQemuMs': never
  'metric.migration.kvmPageFaults': never
  'metric.migration.passes': never
  'metric.migration.pingsLost': never
  'metric.migration.recoveryS': never
  'metric.migration.serviceLostS': never
  'metric.migration.setupMs': never
  'metric.migration.throughputAfterPercent': never
  'metric.migration.throughputCopyingPercent': never
  'metric.migration.total': never
  'metric.migration.transferredMegabytes': never
  'metric.page-faults': never
  'metric.pings': never
  'metric.pings-copying': never
  'metric.pings-unanswered': never
  'metric.process-creation': never
  'metric.processor-time': 'program'
  'metric.qemu-per-gigabyte': never
  'metric.rate-reached': never
  'metric.register-accesses': never
  'metric.retransmits': never
  'metric.round-trip': never
  'metric.syscall': never
  'metric.system-calls': never
  'metric.throughput': never
  'metric.throughput-no-offload': never
  'metric.within.cpu-per-datagram': never
  'metric.within.exits-per-datagram': never
  'metric.within.jitter': never
  'metric.within.lost': never
  'missing.parts-of-event': 'file' | 'event' | 'parts'
  'missing.more': 'count'
  'missing.cut-short': 'windows' | 'programs'
  'missing.host-busy': 'samples' | 'programs' | 'busy' | 'most'
  'missing.rate-missed': 'samples' | 'programs' | 'reached' | 'asked'
  'missing.stalled': 'samples' | 'programs' | 'counted'
  'missing.counted-around': never
  'missing.hardware-counters': 'printed'
  'missing.faults': 'trial'
  'missing.migration': 'trial'
  'missing.of-trial': 'trial' | 'reason'
  'missing.below-clock': 'trial' | 'program' | 'index' | 'elapsed' | 'steps' | 'step'
  'missing.exit-code': 'trial' | 'program' | 'index' | 'code'
  'missing.unfinished': 'trial'
  'missing.unfinished-why': 'trial' | 'reason'
  'missing.unusable': 'trial' | 'reason'
  'missing.workload': 'trial'
  'n': 'n'
  'n.against': 'first' | 'second'
  'n.also': 'n'
  'n.each': 'n'
  'neighbours': 'middle' | 'least' | 'most' | 'n'
  'neighbours.none': 'n'
  'neighbours.title': never
  'no-interval': never
  'none': never
  'not-known': never
  'not-measured': never
  'nothing': never
  'order.on': 'trial' | 'host'
  'outcome.completed': never
  'outcome.cut-off': never
  'outcome.did-not-converge': never
  'outcome.failed': never
  'outcome.not-offered': never
  'phase.after': never
  'phase.baseline': never
  'phase.copying': never
  'phase.setup': never
  'phase.stop-and-copy': never
  'place.host1': never
  'place.host2': never
  'place.lab': never
  'place.monitor1': never
  'place.monitor2': never
  'place.vm': never
  'places': 'places'
  'places.arm': 'configuration' | 'host1' | 'host2'
  'places.title': never
  'places.unknown': never
  'qemu.of-lab': 'version'
  'quoted': 'text'
  'range': 'low' | 'high'
  'raw.matrix.setting': 'setting' | 'values'
  'raw.matrix.workload': 'workload'
  'reason.by-hand': never
  'reason.by-hand-times': never
  'reason.clocks-too-coarse': never
  'reason.cut-short': 'file'
  'reason.host-busy': 'busy' | 'most' | 'file'
  'reason.no-answer-after': never
  'reason.no-block': never
  'reason.no-capabilities': never
  'reason.no-clock': never
  'reason.no-command-line': never
  'reason.no-computers': never
  'reason.no-control': never
  'reason.no-control-usable': never
  'reason.no-drift': never
  'reason.no-fping': never
  'reason.no-interval.after': 'tool'
  'reason.no-interval.baseline': 'tool'
  'reason.no-interval.copying': 'tool'
  'reason.no-length': never
  'reason.no-machine': never
  'reason.no-matrix': never
  'reason.no-failover': never
  'reason.no-migration-has-it': never
  'reason.no-migration-planned': never
  'reason.not-compared': never
  'reason.no-own-downtime': never
  'reason.no-sample': never
  'reason.no-sample-in-run': never
  'reason.no-trial-planned': never
  'reason.no-trial-times': never
  'reason.no-trial-usable': 'planned'
  'reason.no-two-clocks': never
  'reason.no-warm-up': never
  'reason.no-window': never
  'reason.no-writer': never
  'reason.nothing-before': 'tool'
  'reason.none-unanswered': never
  'reason.no-answer-copying': never
  'reason.nothing-sent': never
  'reason.rate-missed': 'reached' | 'asked' | 'file'
  'reason.stalled': 'asked' | 'counted' | 'file'
  'rung.failed': never
  'rung.passed': never
  'screen.chart': never
  'series.events': 'host'
  'series.fping': never
  'series.iperf3': never
  'series.kvm': 'host'
  'series.perf-vm': never
  'series.query-migrate': never
  'share.may-be-chance': 'range' | 'family'
  'share.range': 'statistic' | 'interval' | 'method' | 'n'
  'share.range.brief': 'interval'
  'share.too-scattered': 'range' | 'n'
  'spread.none-in-any': never
  'spread.range': 'range'
  'spread.too-scattered': 'range'
  'statistic.difference-of-means': never
  'statistic.difference-of-means.definition': never
  'statistic.geometric-mean-of-medians': never
  'statistic.geometric-mean-of-medians.definition': never
  'statistic.geometric-mean-of-medians.many': never
  'statistic.geometric-mean-of-ratios': never
  'statistic.geometric-mean-of-ratios.definition': never
  'statistic.mean-of-medians': never
  'statistic.mean-of-medians.definition': never
  'statistic.mean-of-medians.many': never
  'statistic.median': never
  'statistic.median.definition': never
  'statistic.median.many': never
  'statistic.ratio-of-geometric-means': never
  'statistic.ratio-of-geometric-means.definition': never
  'statistics.others': 'first' | 'titles' | 'statistic'
  'statistics.single': never
  'step.each-ended': 'ended'
  'step.exit-code': 'code' | 'time'
  'step.prompt': 'time'
  'step.exit-code-only': 'code'
  'step.goes-on': never
  'step.known': 'tokens' | 'step'
  'step.known-all': 'step'
  'step.in-place': 'here' | 'there'
  'step.left-out': 'lines'
  'step.not-executed': never
  'step.numbered-end': 'step' | 'ended'
  'step.colo-answers.purpose': never
  'step.colo-answers.title': never
  'step.colo-arrived.purpose': never
  'step.colo-arrived.title': never
  'step.colo-checkpoints.purpose': never
  'step.colo-checkpoints.title': never
  'step.colo-kill.purpose': never
  'step.colo-kill.title': never
  'step.colo-pair.purpose': never
  'step.colo-pair.title': never
  'step.colo-primary.purpose': never
  'step.colo-primary.title': never
  'step.colo-primary-command.purpose': never
  'step.colo-primary-command.title': never
  'step.colo-protect.purpose': never
  'step.colo-protect.title': never
  'step.colo-secondary.purpose': never
  'step.colo-secondary.title': never
  'step.colo-secondary-command.purpose': never
  'step.colo-secondary-command.title': never
  'step.colo-shell.purpose': never
  'step.colo-shell.title': never
  'step.colo-takeover.purpose': never
  'step.colo-takeover.title': never
  'step.colo-vm.purpose': never
  'step.colo-vm.title': never
  'step.colo-wait.purpose': never
  'step.colo-wait.title': never
  'step.prepare-address.purpose': never
  'step.prepare-address.title': never
  'step.prepare-bridge-conf.difference': never
  'step.prepare-bridge-conf.purpose': never
  'step.prepare-bridge-conf.title': never
  'step.prepare-bridge.purpose': never
  'step.prepare-bridge.title': never
  'step.prepare-cable.purpose': never
  'step.prepare-cable.title': never
  'step.prepare-port.purpose': never
  'step.prepare-port.title': never
  'step.prepare-up.purpose': never
  'step.prepare-up.title': never
  'step.probe-end.purpose': never
  'step.probe-end.title': never
  'step.probe.purpose': never
  'step.probe.title': never
  'step.repeat': 'step' | 'name' | 'earlier'
  'step.repeat-with': 'step' | 'name' | 'earlier' | 'changes'
  'step.repeats': 'place' | 'steps' | 'ended'
  'step.see-arrived.purpose': never
  'step.see-arrived.title': never
  'step.see-vm.purpose': never
  'step.see-vm.title': never
  'step.see-waiting.purpose': never
  'step.see-waiting.title': never
  'step.seen': never
  'step.status.purpose': never
  'step.status.title': never
  'step.task1-address.purpose': never
  'step.task1-address.title': never
  'step.task1-chmod.purpose': never
  'step.task1-chmod.title': never
  'step.task1-chown.purpose': never
  'step.task1-chown.title': never
  'step.task1-disk.purpose': never
  'step.task1-disk.title': never
  'step.task1-exportfs.purpose': never
  'step.task1-exportfs.title': never
  'step.task1-exports.difference': never
  'step.task1-exports.purpose': never
  'step.task1-exports.title': never
  'step.task1-install.purpose': never
  'step.task1-install.title': never
  'step.task1-mkdir.purpose': never
  'step.task1-mkdir.title': never
  'step.task1-move.purpose': never
  'step.task1-move.title': never
  'step.task1-start.difference': never
  'step.task1-start.purpose': never
  'step.task1-start.title': never
  'step.task1-system.difference': never
  'step.task1-system.purpose': never
  'step.task1-system.title': never
  'step.task1-update.offline': never
  'step.task1-update.purpose': 'offline'
  'step.task1-update.title': never
  'step.task2-address.purpose': never
  'step.task2-address.title': never
  'step.task2-install.purpose': never
  'step.task2-install.title': never
  'step.task2-mkdir.purpose': never
  'step.task2-mkdir.title': never
  'step.task2-mount.purpose': never
  'step.task2-mount.title': never
  'step.task2-start.difference': never
  'step.task2-start.purpose': never
  'step.task2-start.title': never
  'step.task2-update.purpose': never
  'step.task2-update.title': never
  'step.task3-info.purpose': never
  'step.task3-info.title': never
  'step.task3-migrate.purpose': never
  'step.task3-migrate.title': never
  'step.task3-monitor.purpose': never
  'step.task3-monitor.title': never
  'summary': 'value' | 'range'
  'summary.range': 'statistic' | 'spread' | 'n'
  'table.after': never
  'table.alignment-error': never
  'table.as-configured': never
  'table.as-on-hosts': never
  'table.by-hand.lowest': never
  'table.by-hand.none': never
  'table.by-hand.rate': 'what'
  'table.by-hand.throughput': never
  'table.before': never
  'table.cell': never
  'table.clock': never
  'table.compared.before': never
  'table.compared.n': never
  'table.compared.none': never
  'table.compared.nothing': never
  'table.compared.now': never
  'table.compared.ratio': never
  'table.compared.verdict': never
  'table.configuration': never
  'table.converges-predicted': never
  'table.converges-seen': never
  'table.copying': never
  'table.design.blocks': never
  'table.design.blocks.range': 'minimum' | 'maximum'
  'table.design.by-hand': never
  'table.design.control': never
  'table.design.extras': never
  'table.design.extras.every-block': never
  'table.design.extras.first-block': never
  'table.design.factor': 'name' | 'levels'
  'table.design.factors': never
  'table.design.host-boots': never
  'table.design.left-out': never
  'table.design.none': never
  'table.design.samples': never
  'table.design.samples.both': 'samples' | 'fewer'
  'table.design.stopped': never
  'table.design.stopped.after': 'block' | 'width'
  'table.design.stopping': never
  'table.design.stopping.none': never
  'table.design.stopping.rule': 'least' | 'metric' | 'of' | 'against' | 'width'
  'table.design.stream': never
  'table.design.time': never
  'table.design.unit': never
  'table.design.unit.boot': never
  'table.design.unit.failover': never
  'table.design.unit.migration': never
  'table.design.warmups': never
  'table.dirtied': never
  'table.down-events': never
  'table.down-predicted': never
  'table.down-probe': never
  'table.down-qemu': never
  'table.exit-reason': never
  'table.exits-all': never
  'table.exits-more': never
  'table.files': never
  'table.first-pass': never
  'table.hosts': never
  'table.iperf3-percent': never
  'table.kernel-share': never
  'table.lab': never
  'table.libraries': never
  'table.machine.accelerator': never
  'table.machine.kernel': never
  'table.machine.memory': never
  'table.machine.processor': never
  'table.machine.processors': never
  'table.machine.system': never
  'table.matrix.n': 'n'
  'table.measured': never
  'table.method.paired': never
  'table.method.welch': never
  'table.moved': never
  'table.n': 'n'
  'table.no': never
  'table.not-run': never
  'table.no-control': never
  'table.no-trial': never
  'table.nothing-measured': never
  'table.number': never
  'table.offset-after': never
  'table.offset-before': never
  'table.outcome': never
  'table.passes': never
  'table.perf-percent': never
  'table.pings-lost': never
  'table.prediction.n': 'postcopy' | 'n'
  'table.prediction.none': never
  'table.prediction.postcopy': never
  'table.program': never
  'table.qemu-own': never
  'table.ratio.slower': 'of'
  'table.ratio.worse': 'of'
  'table.ratio.more': 'of'
  'table.ratio-to-itself': never
  'table.samples': never
  'table.samples-count': never
  'table.samples.n': never
  'table.seed': 'seed'
  'table.series': never
  'table.setting': never
  'table.statistic': never
  'table.statistic.definition': never
  'table.summaries': 'statistics' | 'method' | 'sizes'
  'table.summaries.single': 'sizes'
  'table.total': never
  'table.total-measured': never
  'table.total-predicted': never
  'table.translated': never
  'table.unit': never
  'table.workload': never
  'table.yes': never
  'task.preparation': never
  'task.task1': never
  'task.task2': never
  'task.task3': never
  'tip.at': 'value' | 'time'
  'tip.cell': 'setting' | 'workload'
  'tip.claimed': never
  'tip.clocks': 'error'
  'tip.drift': 'configuration' | 'share' | 'time'
  'tip.migration': 'number' | 'way'
  'tip.migration-value': 'number' | 'value'
  'tip.not-claimed': never
  'tip.over-migrations': never
  'tip.ratio': 'configuration' | 'reference' | 'factor'
  'tip.sample': 'configuration' | 'value'
  'tip.summary': 'statistic' | 'configuration' | 'value'
  'tip.warm-up': 'trial'
  'unit.blocks-per-second': never
  'unit.bytes': never
  'unit.bytes-per-byte': never
  'unit.cycles': never
  'unit.cycles-per-turn': never
  'unit.exits-per-operation': never
  'unit.exits-per-second': never
  'unit.instructions': never
  'unit.instructions-per-turn': never
  'unit.ms-per-process': never
  'unit.per-mb': never
  'unit.per-second': never
  'unit.segments': never
  'unit.thousand-pages-per-second': never
  'unit.thousands-per-second': never
  'unit.times-per-second': never
  'unit.us-per-call': never
  'unit.us-per-operation': never
  'unit.us-per-turn': never
  'verdict.described': never
  'verdict.higher': never
  'verdict.lower': never
  'verdict.may-be-chance': never
  'verdict.no-difference': never
  'verdict.too-few-trials': never
  'verdict.too-scattered': never
  'verdict.unstable': never
  'verdict.not-again': never
  'via.telnet': never
  'workload.cpu': never
  'workload.cpu.short': never
  'workload.idle': never
  'workload.idle.short': never
  'workload.memory': never
  'workload.memory.short': never
  'workload.network': never
  'workload.network.short': never
  'zoom.all': never
  'zoom.earlier': never
  'zoom.hint': never
  'zoom.in': never
  'zoom.later': never
  'zoom.out': never
  'B.answer.all': 'count' | 'least' | 'most'
  'B.answer.some': 'slower' | 'count' | 'least' | 'most' | 'faster' | 'others'
  'B.answer.one': 'count' | 'least' | 'faster' | 'others'
  'B.answer.and-faster': 'faster'
  'B.answer.and-one-faster': never
  'B.answer.others': never
  'B.answer.one-other': never
  'B.answer.faster': 'count' | 'faster'
  'B.answer.none': 'count'
  'B.answer.host': 'slower' | 'count' | 'most' | 'faster'
  'B.answer.host.none': 'measured' | 'count' | 'faster'
  'B.answer.host.none.all': 'count'
  'B.short.all': 'count' | 'least' | 'most' | 'interval' | 'n'
  'B.short.some': 'slower' | 'count' | 'least' | 'most' | 'interval' | 'n'
  'B.short.one': 'count' | 'title' | 'most' | 'interval' | 'n'
  'B.short.none': never
  'B.short.host': 'slower' | 'count'
  'B.short.host.none': 'measured' | 'count'
  'B.short.host.none.all': 'count'
  'B.answer.title': never
  'C.answer': 'clauses'
  'C.answer.some': 'clauses' | 'open'
  'C.answer.none': 'open'
  'C.answer.e1000-slower': 'title' | 'factor' | 'interval'
  'C.answer.e1000-faster': 'title' | 'factor' | 'interval'
  'C.answer.measured': 'title' | 'second' | 'first' | 'note'
  'C.answer.each-slower': 'pairs' | 'note'
  'C.answer.each-faster': 'pairs' | 'note'
  'C.answer.open': 'title' | 'verdict'
  'C.answer.costs': 'rate' | 'parts'
  'C.answer.cpu': 'factor' | 'card' | 'other' | 'direction' | 'interval'
  'C.answer.exits': 'factor' | 'card' | 'other' | 'direction' | 'interval'
  'C.short': 'clauses' | 'rest'
  'C.short.e1000-slower': 'title' | 'factor' | 'interval' | 'n'
  'C.short.e1000-faster': 'title' | 'factor' | 'interval' | 'n'
  'C.short.rest': 'open'
  'C.short.rest.one': never
  'C.short.none': never
  'C.short.none-of': 'measured'
  'C.short.measured': 'direction' | 'first' | 'second' | 'each'
  'C.short.each-slower': 'pairs'
  'C.short.each-faster': 'pairs'
  'C.short.exits': 'rate' | 'direction' | 'factor' | 'card' | 'other' | 'interval' | 'n'
  'C.short.cpu': 'rate' | 'direction' | 'factor' | 'card' | 'other' | 'interval' | 'n'
  'C.short.to-vm': never
  'C.short.from-vm': never
  'C.answer.title': never
  'D.answer': 'pause' | 'n'
  'D.answer.gap': 'gap'
  'D.answer.copying': 'share'
  'D.answer.total': 'total'
  'D.answer.disk.intact': never
  'D.answer.disk.damaged': 'written' | 'bad'
  'D.short': 'pause' | 'statistic' | 'spread' | 'n'
  'D.short.gap': 'gap'
  'D.short.copying': 'share' | 'spread'
  'D.short.disk': never
  'D.short.disk.damaged': never
  'D.answer.title': never
  'D.answer.hand': 'n'
  'D.answer.hand.total': 'value'
  'D.answer.hand.pause': 'value'
  'D.answer.hand.moved': 'value'
  'D.answer.hand.throughput': 'value'
  'D.answer.hand.lowest': 'value'
  'label.observations': never
  'B.heading': never
  'B.heading.all': never
  'B.heading.some': never
  'B.caption.figure': 'larger' | 'all'
  'B.caption.figure.all': 'all'
  'C.heading': never
  'C.heading.virtio': 'ways'
  'C.heading.e1000': 'ways'
  'C.caption.figure': 'titles'
  'C.caption.figure.none': never
  'D.heading.pause': never
  'D.heading.pause.client': never
  'D.heading.copying': never
  'D.heading.copying.lower': never
  'D.heading.disk': never
  'D.heading.disk.intact': never
  'D.heading.disk.damaged': never
  'D.caption.timeline': 'share'
  'D.caption.timeline.silent': 'share'
  'D.caption.migrations': 'longest' | 'all'
  'D.caption.migrations.all': never
  'question.B.apart': 'most' | 'mostFactor' | 'least' | 'leastFactor'
  'question.B.faster': 'title' | 'factor'
  'question.B.hardware': never
  'question.B.host': 'title' | 'factor'
  'question.B.surprise': never
  'question.B.unslowed': 'title'
  'question.B.wide': 'title' | 'interval'
  'question.C.directions': 'more' | 'moreWay' | 'less' | 'lessWay' | 'card'
  'question.C.open': 'factor' | 'title'
  'question.C.retransmits': 'direction'
  'question.C.round-trip': 'factor'
  'question.C.surprise': never
  'question.C.wire': never
  'question.D.clocks': 'factor'
  'question.D.promise': never
  'question.D.records': never
  'question.D.recovery': never
  'question.D.service': 'pause' | 'lost'
  'question.D.silence': 'share'
  'question.D.writer': never
  'answer.factor': 'factor' | 'title' | 'interval'
  'answer.value': 'value' | 'statistic' | 'spread'
  'damaged': 'what' | 'why' | 'place'
  'damaged.expected': 'expected'
  'damaged.found': 'expected' | 'found'
  'damaged.line': 'file' | 'line'
  'damaged.trial': 'name' | 'trial'
  'sentence': 'clause'
  'bracketed': 'note'
  'stored.and': 'first' | 'second'
  'stored.change.bridge': 'address'
  'stored.change.bridge-conf': never
  'stored.change.disk': never
  'stored.change.earlier': never
  'stored.change.modules': 'modules'
  'stored.change.mount': never
  'stored.change.newest': never
  'stored.change.on': 'host' | 'change'
  'stored.change.packages': 'packages'
  'stored.change.packages-there': never
  'stored.change.qemu': never
  'stored.change.share': never
  'stored.change.sysctl': never
  'stored.counters.counted': never
  'stored.counters.unsupported': 'printed'
  'stored.factor.accelerator': never
  'stored.factor.between': 'from' | 'to'
  'stored.factor.bytes': 'bytes'
  'stored.factor.card': never
  'stored.factor.datagram': never
  'stored.factor.direction': never
  'stored.factor.from-vm': never
  'stored.factor.off': never
  'stored.factor.offloads': never
  'stored.factor.on': never
  'stored.factor.place': never
  'stored.factor.program': never
  'stored.factor.setting': never
  'stored.factor.to-vm': never
  'stored.factor.workload': never
  'stored.failed': 'step' | 'place' | 'time' | 'why'
  'stored.failed.nowhere': never
  'stored.failed.on': 'hosts'
  'stored.file.incomplete': 'file'
  'stored.file.large': 'file' | 'bytes'
  'stored.file.link': 'file'
  'stored.file.missing': 'file'
  'stored.file.newer': 'file' | 'written' | 'read'
  'stored.file.no-file': 'file'
  'stored.file.no-folder': 'folder'
  'stored.file.unlike': 'file' | 'place' | 'problem'
  'stored.file.unreadable': 'file' | 'why'
  'stored.hosts.by-hand': never
  'stored.hosts.by-hand-by': 'student'
  'stored.hosts.emulated-asked': never
  'stored.hosts.given': never
  'stored.hosts.kvm-unusable': 'verdict' | 'evidence'
  'stored.hosts.kvm-works': 'evidence'
  'stored.kvm.device': never
  'stored.kvm.flag': 'flag'
  'stored.kvm.forbidden': never
  'stored.kvm.init': 'seconds'
  'stored.kvm.module': 'module'
  'stored.kvm.nested': 'module' | 'nested'
  'stored.kvm.no-device': never
  'stored.kvm.no-flag': never
  'stored.kvm.no-init': 'seconds' | 'said'
  'stored.kvm.no-module': never
  'stored.kvm.not-tried': never
  'stored.kvm.permitted': never
  'stored.kvm.qemu-ended': 'said'
  'stored.none': never
  'stored.rung.device': never
  'stored.rung.flag': never
  'stored.rung.kernel': never
  'stored.rung.nested': never
  'stored.rung.permission': never
  'stored.rung.vendor-module': never
  'stored.parts.missing': 'parts'
  'stored.skipped.capability': 'capabilities'
  'stored.skipped.parameter': 'parameters'
  'stored.stopped': never
  'stored.trial.not-finished': never
  'stored.trial.not-of-run': never
  'stored.trial.not-run': never
  'stored.trial.other': 'folder' | 'trial'
  'stored.unknown': never
  'stored.vm-system': never
  'parse.expected': 'place' | 'expected'
  'parse.found': 'place' | 'expected' | 'found'
  'parse.line': 'file' | 'line'
  'status.complete': never
  'status.failed': never
  'status.interrupted': never
  'status.reason': 'status' | 'reason'
  'status.running': never
  'caption.label': 'label'
  'filmed-at': 'film' | 'time'
  'in-brackets': 'note'
  'label.colon': never
  'numbered': 'label' | 'number'
  'numbered.section': 'label' | 'number'
  'numbered.step': 'label' | 'number'
  'pdf.keywords': never
  'pdf.subject': 'run'
  'rate.per-second': 'amount'
  'reference.read': 'date'
  'run-in': 'heading'
  'rubric.A': never
  'rubric.B': never
  'rubric.C': never
  'rubric.D': never
  'rubric.E': never
  'rubric.F.relation': never
  'rubric.F.what': never
  'rubric.film.recording': never
  'rubric.film.steps': never
  'or': 'first' | 'second'
  'class.title': never
  'class.lead': 'reports' | 'students'
  'class.id': never
  'class.name': never
  'class.points': never
  'class.of': 'points'
  'class.recording': never
  'class.observations': never
  'class.same': never
  'class.data': never
  'class.checks': never
  'class.legend': never
  'class.item.present': never
  'class.item.placeholder': never
  'class.item.missing': never
  'class.no-report': never
  'class.unreadable': 'file' | 'why'
  'class.seen': 'seen' | 'steps'
  'class.unseen': 'steps'
  'class.no-list': never
  'class.example': never
  'class.other-program': never
  'class.run': 'run'
  'class.numbers': 'hash'
  'class.same.file': 'students'
  'class.same.run': 'students'
  'class.same.numbers': 'percent' | 'students'
  'class.more': 'students' | 'count'
  'class.others': 'files'
  'class.reports': never
  'check.film.lasts': 'file' | 'time'
  'check.fonts': 'fonts'
  'check.identity': 'id'
  'check.layout': never
  'check.links': 'internal' | 'external'
  'check.measured': 'run'
  'check.measured.older': never
  'check.metadata': never
  'check.outline': 'bookmarks'
  'check.playback': never
  'check.playback.unknown': never
  'check.sections': never
  'check.tags': 'language'
  'check.values': never
  'check.video': 'url'
  'fault.access.colours': never
  'fault.access.heading': 'heading' | 'level' | 'before'
  'fault.access.holds': 'number' | 'role' | 'other'
  'fault.access.identifier': never
  'fault.access.in': 'number' | 'role' | 'parent'
  'fault.access.link': 'link' | 'page'
  'fault.access.link-tag': 'link' | 'page'
  'fault.access.mark': 'page' | 'mark'
  'fault.access.name': never
  'fault.access.no-tags': never
  'fault.access.picture': 'number'
  'fault.access.scope': 'number'
  'fault.access.tabs': 'page'
  'fault.access.text': 'number' | 'role'
  'fault.access.unmarked': never
  'fault.access.unmarked-text': 'page' | 'found'
  'fault.and-more': 'faults' | 'count'
  'fault.example': never
  'fault.film.coding': 'file' | 'codec' | 'pixels'
  'fault.film.fails': 'step' | 'file' | 'code'
  'fault.film.index': 'file'
  'fault.film.long': 'lasts' | 'most'
  'fault.film.other-list': 'file'
  'fault.film.step': 'title'
  'fault.film.step.numbered': 'number' | 'title'
  'fault.film.unreadable': 'file'
  'fault.film.unseen': 'step' | 'file'
  'fault.fonts.none': never
  'fault.fonts.not-embedded': 'name'
  'fault.fonts.other': 'name'
  'fault.fonts.uncovered': 'characters'
  'fault.fonts.boxes': 'pages'
  'fault.fonts.type3': 'name'
  'fault.identity.page': 'id'
  'fault.identity.title': 'title' | 'id'
  'fault.layout.clipped': 'text' | 'page'
  'fault.layout.shrunk': 'percent' | 'text' | 'page'
  'fault.link.answers': 'url' | 'status'
  'fault.link.login': 'url'
  'fault.link.untried': 'url' | 'why'
  'fault.links.broken': 'targets'
  'fault.links.none': never
  'fault.metadata': 'names'
  'fault.metadata.and': 'first' | 'second'
  'fault.outline.count': 'bookmarks' | 'headings'
  'fault.outline.title': 'heading' | 'bookmark'
  'fault.sections.missing': 'sections'
  'fault.sections.order': 'found' | 'wanted'
  'fault.sections.untagged': never
  'fault.size': 'size' | 'most'
  'fault.tags.language': never
  'fault.tags.none': never
  'fault.trace': 'page' | 'found' | 'around'
  'grade.film.no-list': never
  'grade.film.none': never
  'grade.film.steps': 'steps' | 'list'
  'grade.no-figure': never
  'grade.no-figure-because': 'places'
  'grade.no-heading': 'section'
  'grade.no-section': 'section'
  'grade.nothing-about': 'name'
  'grade.present': 'page' | 'count'
  'grade.tables': 'count' | 'least'
  'grade.words': 'count' | 'least'
  'expected.after': never
  'expected.all-digits-of-a-count': 'event'
  'expected.amount': never
  'expected.amount-in-bytes-kbytes-mbytes-or-gbytes': never
  'expected.amount-in-kbytes-or-in-b-kib': never
  'expected.answer-after-its-question': never
  'expected.answer-an-event-or-qmps-greeting': never
  'expected.answer-of-the-source': never
  'expected.answer-to-query-dirty-rate': never
  'expected.answer-to-query-migrate': never
  'expected.answer-to-query-migrate-with-the-status': never
  'expected.answer-to-what-was-asked': never
  'expected.answers-received': never
  'expected.as-a-number': 'what'
  'expected.as-a-whole-number': 'what'
  'expected.as-a-printed-whole-number': 'what'
  'expected.as-many-answers-as-fping-counted': never
  'expected.as-many-answers-as-ping-counted': never
  'expected.as-many-exits-as-perf-counted': 'total'
  'expected.as-many-records-as-acknowledged': 'told'
  'expected.at-least-one-answer-to-ping': never
  'expected.at-least-one-count-of-perf-stat': never
  'expected.at-least-one-echo-request-of-fping': never
  'expected.at-least-one-echo-request-of-ping': never
  'expected.at-least-one-interval-of-iperf3': never
  'expected.at-least-one-interval-of-perf-stat': never
  'expected.at-least-one-line-of-a-client': never
  'expected.at-least-one-sample-of-perf-record': never
  'expected.before': never
  'expected.client-on-host': never
  'expected.client-on-vm': never
  'expected.clock-of-that-was-not-set-during': 'machine'
  'expected.clock-that-does-not-go-back': never
  'expected.clock-that-moves': never
  'expected.command-before-its-answer': never
  'expected.complete-json-of-iperf3': never
  'expected.count': never
  'expected.count-and-event-of-perf-stat': never
  'expected.count-of': 'events'
  'expected.count-of-event': 'event'
  'expected.count-of-duration-time': never
  'expected.count-of-perf-stat-and-its-event': never
  'expected.count-of-samples': never
  'expected.count-of-task-clock': never
  'expected.count-unit-event-running-percent-of-perf': never
  'expected.counter-value-unit-and-event-of-perf': never
  'expected.counts-not-by-processor': never
  'expected.counts-of-a-program': 'others'
  'expected.counts-of-a-program-not-of-processors': 'processors'
  'expected.counts-of.bpf': never
  'expected.counts-of.process': never
  'expected.counts-of.processors': never
  'expected.counts-of.system-wide': never
  'expected.counts-of.thread': never
  'expected.counts-that-add-up-to-the-records': 'written'
  'expected.downtime-within-the-total-time': never
  'expected.each-event-in-each-interval': never
  'expected.each-event-once': never
  'expected.each-event-once-in-an-interval': never
  'expected.eight-counts-of-ticks': never
  'expected.end': never
  'expected.event-migration-with-the-status-active': never
  'expected.event-of-iperf3-json-stream': never
  'expected.event-resume': never
  'expected.event-stop': never
  'expected.event-with-its-timestamp': never
  'expected.events': 'events'
  'expected.events-of-setup-and-completion': never
  'expected.checkpoint': 'checkpoint'
  'expected.event-of-a-pause': never
  'expected.intervals-from-the-start-on': never
  'expected.microseconds': never
  'expected.expansion-ratio': never
  'expected.file-but-there-is-none': never
  'expected.file-of-the-role': 'role'
  'expected.file-of-the-role-for': 'role' | 'probe' | 'index'
  'expected.finished-test-but-iperf-reports': never
  'expected.finished-test-but-iperf3-reports': never
  'expected.finished-test-but-iperf3-reports-an-error': never
  'expected.format-in-the-samples-entry-of-trial': never
  'expected.function-only-once': 'name'
  'expected.four-readings-of-the-clock': never
  'expected.how-often-it-was-run': never
  'expected.in-unit': 'name' | 'unit'
  'expected.interval-of-iperf3-in-kbits-sec': never
  'expected.interval-that-ends-after-its-start': never
  'expected.intervals-of-the-usual-length': 'seconds'
  'expected.intervals-that-make-up-the-whole-time': never
  'expected.jitter': never
  'expected.jitter-and-losses-in-the-servers-report': never
  'expected.kinds-of-exits-that-add-up-to': 'all'
  'expected.later-state-than-that-before-the-trial': never
  'expected.line-cpu-of-proc-stat-with-8': never
  'expected.line-connecting-to-host': never
  'expected.line-end-as-the-file-was-cut': never
  'expected.line-migration-status-completed-or-status-completed': never
  'expected.line-of-each-processor-in-proc-stat': never
  'expected.line-of-fping-d-l': never
  'expected.line-of-iperf3s-client': never
  'expected.line-of-iperfs-client': never
  'expected.line-of-ping-d': never
  'expected.line-of-proc-loadavg': never
  'expected.line-of-proc-pid-stat': never
  'expected.line-performance-counter-stats-for': never
  'expected.load': never
  'expected.memcpy-function-default-or-only-one': never
  'expected.migration-that-completed': never
  'expected.name-of-a-clock-source': never
  'expected.names-of-capabilities-a-line-each': never
  'expected.no-intervals': never
  'expected.no-more-datagrams-lost-than-sent': never
  'expected.no-more-received-than-sent': never
  'expected.number-of': 'what'
  'expected.number-of-a-pass': never
  'expected.number-of.by-hand': 'what'
  'expected.numbers-with-a-decimal-point-as-printed': never
  'expected.of-info-jit': 'expected'
  'expected.one-migration-a-file': 'line'
  'expected.one-test-a-file': 'line'
  'expected.one-test-in-one-direction-at-a': never
  'expected.one-total-of-the': 'role'
  'expected.only-once': 'expected'
  'expected.named-only-once': 'name'
  'expected.operations-executed': never
  'expected.output-of-a-tool': never
  'expected.output-of-for-section': 'what' | 'section'
  'expected.output-of-iperf3-iperf-perf-stat-perf': never
  'expected.output-of-iperf3-or-iperf': never
  'expected.output-of-one-tool-as-from-line': 'number'
  'expected.output-of-perf-bench': 'benchmark'
  'expected.output-of-perf-stat': never
  'expected.perf-bench': 'names'
  'expected.processes': never
  'expected.processor-time-that-did-not-fall': never
  'expected.program-that-ran-to-its-end': never
  'expected.program-that-ran-until-counting-was-over': never
  'expected.qmp-message-with-the-time-t': never
  'expected.rate': never
  'expected.rate-in-a-smaller-unit': never
  'expected.rate-in-bits-sec-or-bytes-sec': never
  'expected.rate-that-agrees-with-the-amount-and': never
  'expected.ratio-that-agrees': 'of' | 'value'
  'expected.reading-of-the-clock-of-the-migration': 'machine' | 'when'
  'expected.readings-of-a-clock-before-and-after': never
  'expected.readings-of-clocks-at': 'value'
  'expected.readings-of-the-clock': never
  'expected.readings-that-follow-one-another': never
  'expected.receivers-byte-count': never
  'expected.records-n-intact-n-lost-n-altered': never
  'expected.record-and-its-state': never
  'expected.end-of-the-records': 'told'
  'expected.number-after-the-one-before': never
  'expected.stop-and-resume-in-turns': never
  'expected.requests-sent': never
  'expected.resume-since-answers-came': never
  'expected.result-of-first': 'current'
  'expected.result-of-one-memcpy-function': never
  'expected.round-trip-that-began-after-the-epoch': never
  'expected.round-trip-time': never
  'expected.seconds': never
  'expected.seconds-since-the-epoch': never
  'expected.segments-sent-again': never
  'expected.sequence-number': never
  'expected.sequence-number-of-16-bits': never
  'expected.servers-report-of-iperf': never
  'expected.share': never
  'expected.share-a-count-and-an-object-of': never
  'expected.share-of-time': never
  'expected.start': never
  'expected.stime': never
  'expected.stream-of-mbit-s': 'asked'
  'expected.sum-of-streams-in-one-direction': 'streams'
  'expected.task-clock-in-msec': never
  'expected.tcp-test': never
  'expected.tcp-test-none-over-udp': 'section'
  'expected.tcp-test-of-iperf3-with': 'value'
  'expected.tcp-test-of-udp': 'programs'
  'expected.test-from-vm': never
  'expected.test-of-iperf3-with': 'value'
  'expected.test-of-iperf3-with-a-result': never
  'expected.test-of-iperf3-with-its-omitted-seconds': never
  'expected.test-that-was-not-stopped': never
  'expected.test-towards-vm': never
  'expected.text-in-utf-8': never
  'expected.throughput': never
  'expected.plain-throughput': never
  'expected.throughput-after-each-function': never
  'expected.throughput-in-bytes-kb-mb-or-gb': never
  'expected.throughput-in-mbps': never
  'expected.throughput-of-perf-bench-mem': never
  'expected.ticks': never
  'expected.time': never
  'expected.the-time': never
  'expected.time-above-0': never
  'expected.time-and-number': never
  'expected.time-and-bytes-sent': never
  'expected.two-readings-that-grow': never
  'expected.times-before-and-after-the-kill': never
  'expected.time-elapsed': never
  'expected.time-elapsed-by-hand': never
  'expected.time-elapsed-only-once': never
  'expected.time-elapsed-with-which-perf-stat-ends': never
  'expected.time-later-than-the-one-before': never
  'expected.time-of-an-interval-and-a-count': never
  'expected.time-of-an-intervals-line': never
  'expected.time-of-the-interval': never
  'expected.time-per-operation': never
  'expected.time-that-did-not-fall': never
  'expected.time-that-the-event-was-counted': never
  'expected.time-that-the-program-took': never
  'expected.times-that-do-not-run-backwards': never
  'expected.tool-that-could-be-started': never
  'expected.total-but-it-was-stopped': never
  'expected.total-of-iperf': never
  'expected.total-of-iperf-from-0-on-in': never
  'expected.total-of-perf-kvm-stat-report': never
  'expected.total-of-some-bytes-in-some-time': never
  'expected.total-that-agrees-with-its-intervals': never
  'expected.total-that-ends-in-receiver': never
  'expected.total-time': never
  'expected.total-time-below-the-status': never
  'expected.total-time-that-agrees-with-operations-and': never
  'expected.transferred-ram-below-the-status': never
  'expected.turns': never
  'expected.two-states-of-the-computer': never
  'expected.udp-test-for-this-probe': never
  'expected.udp-test-of-iperf3-with': 'value'
  'expected.udp-test-that-was-not-stopped': never
  'expected.utime': never
  'expected.utime-and-stime': never
  'expected.what-the-client-of-iperf-printed': never
  'expected.whole-json-array': never
  'expected.whole-json-object': never
  'expected.whole-json-object-of-perf-stat-j': never
  'expected.window-of-some-length': never
  'expected.window-within-what-iperf3-counted': never
  'expected.with-a-decimal-point': 'what'
  'expected.with-a-time': 'what'
  'expected.without-unit': 'name'
  'expected.written-n': never
}
