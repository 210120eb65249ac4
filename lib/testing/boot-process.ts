import { boot } from '@/lib/server/boot'

// A process that starts as the server does, without Next around it, and stays until it is told to end.
await boot()
setInterval(() => {}, 60_000)
