import { flag, required, text } from '../command-line/option.ts'

// Options that several commands have, told alike.

export const json = flag('the result as JSON on standard output')
export const verbose = flag('show each command that is executed, and the causes of errors')
export const newId = required(text('<id>', "the student's id: letters, digits, - and _"))
export const fileName = text('<pattern>', 'name of the PDF, {id} stands for the id (default: "HW1_{id}.pdf")')
