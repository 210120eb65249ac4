import { NotFoundError } from '@/lib/core/errors'
import { newId } from '@/lib/core/ids'
import { problemResponse, toProblem } from '@/lib/server/problem'

/** Every API address that is not one: a problem like any other, instead of a page. */
function answer(): Response {
  return problemResponse(toProblem(new NotFoundError(), newId('req')))
}

export { answer as DELETE, answer as GET, answer as PATCH, answer as POST, answer as PUT }
