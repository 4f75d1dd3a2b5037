export const time = {
  left: {
    minutes: '{n} min left',
    hours: '{n} hour left | {n} hour left | {n} hours left',
    days: '{n} day left | {n} day left | {n} days left',
  },
  over: {
    minutes: '{n} min overdue',
    hours: '{n} hour overdue | {n} hour overdue | {n} hours overdue',
    days: '{n} day overdue | {n} day overdue | {n} days overdue',
  },
  ago: {
    now: 'just now',
    minutes: '{n} min ago',
    hours: '{n} hour ago | {n} hour ago | {n} hours ago',
    days: '{n} day ago | {n} day ago | {n} days ago',
  },
  noLimit: 'No limit',
  due: '{clock}: due {at}',
}
