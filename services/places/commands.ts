import { definePlaces } from './commands/definePlaces.ts'

/** `POST /api/dictionaries/places/define-places`. */
export const placeCommands = { definePlaces }
